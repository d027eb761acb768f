/** The keys of the queue. */
export const QUEUE_KEYS = [
  { keys: ['J', 'K'], text: 'queue.help.jk' },
  { keys: ['⏎'], text: 'queue.help.enter' },
  { keys: ['T'], text: 'queue.help.t' },
  { keys: ['X', '⇧X'], text: 'queue.help.x' },
  { keys: ['.'], text: 'queue.help.dot' },
  { keys: ['/'], text: 'queue.help.slash' },
  { keys: ['N'], text: 'queue.help.n' },
  { keys: ['Esc'], text: 'queue.help.esc' },
  { keys: ['?'], text: 'queue.help.question' },
] as const;
