import { NATIONAL_CODE } from '@posko/domain';
import type { RegionTree } from '@posko/domain';

/** What is typed of a place: words, and the number of a TPS where one ends it (`kebon agung 12`, `tps 12 kebon`). */
export interface TypedPlace {
  readonly words: readonly string[];
  readonly number: number | null;
}

/** Shortest word that is looked for on its own. */
const SHORTEST_WORD = 2;

/** Words in lower case without accents: `Ja'an` is `ja` and `an`, in the register as in what is typed. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

export function typedPlace(text: string): TypedPlace {
  const words = wordsOf(text).flatMap((word) => /^(tps)(\d{1,3})$/.exec(word)?.slice(1) ?? [word]);
  const numberAt = words.findLastIndex((word) => /^\d{1,3}$/.test(word));
  const number = numberAt > 0 || words.length > 1 ? Number(words[numberAt]) : NaN;
  const isNumbered = numberAt >= 0 && number > 0;
  const names = words.filter((word, index) => word !== 'tps' && !(isNumbered && index === numberAt));
  return { words: names, number: isNumbered ? number : null };
}

/** Desa by the beginnings of the words of their names. Made once per register: 8,494 desa take some milliseconds. */
export class DesaIndex {
  /** Words of names with their desa, in order of the words. */
  private readonly entries: readonly (readonly [word: string, desa: number])[];

  constructor(private readonly tree: RegionTree) {
    const entries = tree.codes.flatMap((_, region) =>
      tree.levels[region] === 'desa' ? wordsOf(tree.nameOf(region)).map((word) => [word, region] as const) : [],
    );
    this.entries = entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }

  /**
   * Desa of which one word begins as typed and the others do too, in its own name or in that of its kecamatan or kabupaten.
   * Names that begin as typed come first, then in register order. `isWithin` tells which regions count.
   */
  find(words: readonly string[], isWithin: (code: string) => boolean): number[] {
    const found = new Set<number>();
    for (const word of words.filter(({ length }) => length >= SHORTEST_WORD)) {
      for (const desa of this.beginning(word)) if (isWithin(this.tree.codeOf(desa))) found.add(desa);
      if (found.size > 0) break;
    }
    const typed = words.join(' ');
    const rank = (desa: number): number => {
      const name = wordsOf(this.tree.nameOf(desa)).join(' ');
      return name === typed ? 0 : name.startsWith(typed) ? 1 : 2;
    };
    return [...found]
      .filter((desa) => this.hasAll(desa, words))
      .map((desa) => ({ desa, rank: rank(desa) }))
      .sort((a, b) => a.rank - b.rank || a.desa - b.desa)
      .map(({ desa }) => desa);
  }

  /** Position of a TPS of a desa by its number, -1 if it has none of that number. */
  positionOf(desa: number, number: number): number {
    const first = this.tree.first[desa] ?? 0;
    for (let offset = 0; offset < (this.tree.count[desa] ?? 0); offset++) {
      if (this.tree.tpsNumberAt(first + offset) === number) return first + offset;
    }
    return -1;
  }

  private hasAll(desa: number, words: readonly string[]): boolean {
    const above = this.tree.pathOf(desa).filter((region) => this.tree.codeOf(region) !== NATIONAL_CODE);
    const names = above.slice(0, 3).flatMap((region) => wordsOf(this.tree.nameOf(region)));
    return words.every((word) => names.some((name) => name.startsWith(word)));
  }

  private *beginning(word: string): Generator<number> {
    let low = 0;
    for (let high = this.entries.length; low < high;) {
      const middle = (low + high) >> 1;
      if ((this.entries[middle]?.[0] ?? '') < word) low = middle + 1;
      else high = middle;
    }
    for (let at = low; this.entries[at]?.[0].startsWith(word) === true; at++) yield this.entries[at]?.[1] ?? -1;
  }
}
