import type { RegionLevel } from './code';

const SMALL_WORDS = new Set(['dan', 'of', 'the']);
const ROMAN = /^(?:i{1,3}|iv|vi{0,3}|ix|x{1,2}|xi{1,3})$/;

/**
 * A region's name as people read it. The register writes capitals and the level (`KABUPATEN PACITAN`); a kabupaten goes by its bare
 * name and a kota keeps the word, because several pairs share one name.
 */
export function regionName(name: string, level: RegionLevel): string {
  const key = level + name;
  let known = names.get(key);
  if (known === undefined) names.set(key, (known = readName(name, level)));
  return known;
}

/** Lists that follow the board ask for the same few thousand names every second. */
const names = new Map<string, string>();

function readName(name: string, level: RegionLevel): string {
  const bare = level === 'kabupaten' ? name.replace(/^(?:KABUPATEN|KAB\.?)\s+/i, '') : name;
  if (bare !== bare.toUpperCase()) return bare;
  return bare
    .toLowerCase()
    .split(' ')
    .map((word, index) => titleCase(word, index))
    .join(' ');
}

function titleCase(word: string, index: number): string {
  if (ROMAN.test(word) && index > 0) return word.toUpperCase();
  if (SMALL_WORDS.has(word) && index > 0) return word;
  if (word === 'dki' || word === 'di') return word.toUpperCase();
  return word.replaceAll(/(^|[-/(.'])(\p{L})/gu, (_, before: string, letter: string) =>
    before === "'" ? before + letter : before + letter.toUpperCase(),
  );
}
