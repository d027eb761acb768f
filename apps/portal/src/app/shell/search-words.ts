const CODE_DIGITS = [2, 4, 6, 10, 13];

/** The code of a region or TPS that somebody wrote, with dots or spaces or without: `35.78.02.1001`, `3578021001005`; else null. */
export function codeIn(words: string): string | null {
  if (!/^[\d\s.-]+$/.test(words)) return null;
  const digits = words.replaceAll(/\D/g, '');
  return CODE_DIGITS.includes(digits.length) ? digits : null;
}

export interface Sought {
  /** Beginnings of words of a name, in capitals. */
  readonly words: readonly string[];
  /** Number of a TPS in the desa that is meant, or null. */
  readonly tps: number | null;
}

const TPS = /\btps\s*(\d{1,3})\b/i;

/** What somebody looks for by name: `tps 5 sidosermo`. */
export function soughtIn(text: string): Sought {
  const tps = TPS.exec(text)?.[1];
  const rest = text.replace(TPS, ' ').replace(/\btps\b/i, ' ');
  const words = fold(rest)
    .split(' ')
    .filter((word) => word !== '');
  return { words, tps: tps === undefined ? null : Number(tps) };
}

/** A region of the list of names, ready to be compared. */
export interface NamedRegion {
  readonly code: string;
  readonly name: string;
  /** Words of its name. */
  readonly words: readonly string[];
}

export function namedRegions(list: readonly (readonly [code: string, name: string])[]): NamedRegion[] {
  return list.map(([code, name]) => ({ code, name, words: fold(name).split(' ') }));
}

/**
 * Regions that have every word, as the beginning of one of theirs or of one above them (`sidosermo surabaya`); at least one is their
 * own. Wider ones first, then whole words before beginnings.
 */
export function matching(regions: readonly NamedRegion[], { words, tps }: Sought): NamedRegion[] {
  if (words.length === 0) return [];
  const byCode = new Map(regions.map((region) => [region.code, region]));
  const ranked = regions.flatMap((region) => {
    if (tps !== null && region.code.length !== DESA_DIGITS) return [];
    const missing = words.filter((word) => !begins(region, word));
    if (missing.length === words.length) return [];
    const above = [2, 4, 6].flatMap((digits) => {
      const found = digits < region.code.length ? byCode.get(region.code.slice(0, digits)) : undefined;
      return found === undefined ? [] : [found];
    });
    if (!missing.every((word) => above.some((one) => begins(one, word)))) return [];
    const whole = words.filter((word) => region.words.includes(word)).length;
    return [{ region, rank: region.code.length - whole * WHOLE_WORD }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ region }) => region);
}

const DESA_DIGITS = 10;
const WHOLE_WORD = 3;

function begins({ words }: NamedRegion, word: string): boolean {
  return words.some((own) => own.startsWith(word));
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
