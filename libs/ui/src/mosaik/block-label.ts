/** What a block's head shows: as much of the name, and of the trouble in it, as fits. */
export interface BlockLabel {
  readonly name: string;
  /** Whether the sign of trouble stands beside the name, and the figure after it, empty where there is no room for it. */
  readonly hasSign: boolean;
  readonly trouble: string;
}

/** Width of a text in the head's font, in CSS pixels. */
export type Measure = (text: string) => number;

/** Stands before a figure of trouble. */
export const TROUBLE_SIGN = '⚠';

/** Shorter and shorter forms of a region's name; the last is two letters, so that even a small block is named. */
export function abbreviations(name: string): string[] {
  const words = name.split(' ');
  const city = words.length > 1 && words[0] === 'Kota' ? words.slice(1) : null;
  const rest = city ?? words;
  const lead = city ? 'K. ' : '';
  const solid = rest.join('');
  const initials = rest.map((word) => word.slice(0, 1)).join('');
  return [
    name,
    lead + rest.join(' '),
    lead + rest.map((word) => (word.length > 6 ? `${word.slice(0, 5)}.` : word)).join(' '),
    lead.trim() + (rest.length > 1 ? initials : `${solid.slice(0, 4)}.`),
    (city ? 'K.' : '') + (rest.length > 1 ? initials : solid.slice(0, 3)),
    (city ? 'K' : '') + (rest.length > 1 ? initials : solid.slice(0, 2)),
  ];
}

/** The fullest label that fits; a figure of trouble comes before letters of the name, because it is why one looks. */
export function fitLabel(
  { name, trouble }: { name: string; trouble: string },
  room: number,
  measure: Measure,
): BlockLabel {
  const forms = abbreviations(name);
  const sign = measure(TROUBLE_SIGN) + measure('0');
  for (const figure of trouble === '' ? [''] : [trouble, '']) {
    const troubleRoom = trouble === '' ? 0 : sign + measure(figure);
    const form = forms.find((text) => measure(text) + troubleRoom <= room);
    if (form !== undefined) return { name: form, hasSign: trouble !== '', trouble: figure };
  }
  const isSignAlone = trouble !== '' && measure(TROUBLE_SIGN) <= room;
  const shortest = isSignAlone ? '' : (forms.find((text) => measure(text) <= room) ?? '');
  return { name: shortest, hasSign: isSignAlone, trouble: '' };
}
