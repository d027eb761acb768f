/** What a block's head shows: as much of the name, and of the trouble in it, as fits. */
export interface BlockLabel {
  readonly name: string;
  /** `123`, or empty where there is none or no room for the figure; then the sign alone stands. */
  readonly trouble: string;
}

/** Width of a text in the head's font, in CSS pixels. */
export type Measure = (text: string) => number;

/** Room for the sign before a figure of trouble, in widths of the letter `0`. */
const SIGN_DIGITS = 1.7;

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
  const sign = SIGN_DIGITS * measure('0');
  const gap = measure('0');
  for (const figure of trouble === '' ? [''] : [trouble, '']) {
    const troubleRoom = trouble === '' ? 0 : gap + sign + measure(figure);
    const form = forms.find((text) => measure(text) + troubleRoom <= room);
    if (form !== undefined) return { name: form, trouble: figure };
  }
  return { name: forms.find((text) => measure(text) <= room) ?? '', trouble: '' };
}
