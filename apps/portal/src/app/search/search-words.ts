/** What somebody looks for by name, as it can be understood: `tps 5 sidosermo`. */
interface Reading {
  /** Beginnings of words of a name, in capitals. */
  readonly words: readonly string[];
  /** Number of a TPS in the desa that is meant, or null. */
  readonly tps: number | null;
  /** Digits of the codes of the level that is meant, or null for any. */
  readonly digits: number | null;
  /** A kabupaten was named: a kota of the same name is another place. */
  readonly isKabupaten: boolean;
}

const KABUPATEN_DIGITS = 4;
const KECAMATAN_DIGITS = 6;
const DESA_DIGITS = 10;
const WHOLE_WORD = 3;

/** Words that say of what level a region is. `kota` is none of them: it is part of names. */
const LEVEL_WORDS: Readonly<Record<string, number>> = {
  PROV: 2,
  PROVINSI: 2,
  KAB: KABUPATEN_DIGITS,
  KABUPATEN: KABUPATEN_DIGITS,
  KEC: KECAMATAN_DIGITS,
  KECAMATAN: KECAMATAN_DIGITS,
  DESA: DESA_DIGITS,
  KEL: DESA_DIGITS,
  KELURAHAN: DESA_DIGITS,
};
const NUMBER_WORDS: readonly string[] = ['NO', 'NOMOR'];
/** In folded text; the number may follow the word at once. */
const TPS = /\bTPS ?(?:(?:NO|NOMOR) ?)?(\d{1,3})(?!\d)/;
const LONE_NUMBER = /(?<!\S)\d{1,3}(?!\S)/;

/** In the order in which they are tried: what was written to the letter first, then with less of it. */
function readingsOf(text: string): Reading[] {
  const folded = fold(text);
  const withWord = TPS.exec(folded);
  const number = withWord?.[1] ?? LONE_NUMBER.exec(folded)?.[0];
  const tps = Number(number ?? 0);
  const [all, rest] = [wordsOf(folded), wordsOf(folded.replace(withWord === null ? LONE_NUMBER : TPS, ' '))];
  const asTps = tps === 0 ? [] : [{ ...rest, tps, digits: DESA_DIGITS }];
  const exact = withWord === null ? [all, ...asTps, rest] : [...asTps, rest];
  const anyLevel = [...asTps, { ...rest, digits: null }].map((one) => ({ ...one, isKabupaten: false }));
  return [...exact, ...anyLevel];
}

/** The words that name a region, without those that say its level or that a number follows; if there are no others, these. */
function wordsOf(folded: string): Reading {
  const written = folded.split(' ').filter((word) => word !== '' && word !== 'TPS');
  const names = written.filter((word) => LEVEL_WORDS[word] === undefined && !NUMBER_WORDS.includes(word));
  if (names.length === 0) return { words: written, tps: null, digits: null, isKabupaten: false };
  const levels = written.flatMap((word) => LEVEL_WORDS[word] ?? []);
  // `desa … kec. … kab. …`: what is meant is the narrowest, the others tell where it is.
  const digits = levels.length === 0 ? null : Math.max(...levels);
  return { words: names, tps: null, digits, isKabupaten: levels.includes(KABUPATEN_DIGITS) };
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

export interface Found {
  readonly regions: readonly NamedRegion[];
  /** Number of the TPS that is meant in each of them, or null. */
  readonly tps: number | null;
}

/** Regions that `text` may mean, of those that have a page: by the first way to understand it that leads to any. */
export function findRegions(
  regions: readonly NamedRegion[],
  text: string,
  hasPage: (code: string) => boolean = () => true,
): Found {
  const byCode = new Map(regions.map((region) => [region.code, region]));
  for (const reading of readingsOf(text)) {
    const found = matching(regions, reading, byCode).filter(({ code }) => hasPage(code));
    if (found.length > 0) return { regions: found, tps: reading.tps };
  }
  return { regions: [], tps: null };
}

/**
 * Regions that have every word, as the beginning of one of theirs or of one above them (`sidosermo surabaya`); at least one is their
 * own. Wider ones first, then whole words before beginnings.
 */
function matching(
  regions: readonly NamedRegion[],
  { words, digits, isKabupaten }: Reading,
  byCode: ReadonlyMap<string, NamedRegion>,
): NamedRegion[] {
  if (words.length === 0) return [];
  const ranked = regions.flatMap((region) => {
    if (digits !== null && region.code.length !== digits) return [];
    const missing = words.filter((word) => !begins(region, word));
    if (missing.length === words.length) return [];
    if (isKabupaten && isInKota(region, byCode)) return [];
    const above = [2, KABUPATEN_DIGITS, KECAMATAN_DIGITS].flatMap((length) => {
      const found = length < region.code.length ? byCode.get(region.code.slice(0, length)) : undefined;
      return found === undefined ? [] : [found];
    });
    if (!missing.every((word) => above.some((one) => begins(one, word)))) return [];
    const whole = words.filter((word) => region.words.includes(word)).length;
    return [{ region, rank: region.code.length - whole * WHOLE_WORD }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ region }) => region);
}

/** A kota says so in its name. */
function isInKota({ code }: NamedRegion, byCode: ReadonlyMap<string, NamedRegion>): boolean {
  return byCode.get(code.slice(0, KABUPATEN_DIGITS))?.words[0] === 'KOTA';
}

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
