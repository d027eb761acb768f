import type { RegionLevel, RegionTree } from '@posko/domain';
import { regionName } from '@posko/ui';

/** One find: a region, or a TPS within its desa. */
export interface Find {
  readonly kind: 'region' | 'tps';
  readonly code: string;
  readonly label: string;
  readonly level: RegionLevel | 'tps';
  /** Where it lies, nearest first: `Wonokromo, Kota Surabaya`. */
  readonly place: string;
}

interface Question {
  readonly digits: string | null;
  readonly words: readonly string[];
  readonly tpsNumber: number | null;
}

const MAX_FINDS = 12;
const TPS_WORD = /^tps0*(\d{1,3})$/;
/** Words of a level are no part of what tells one name from another. */
const LEVEL_WORDS = new Set(['kabupaten', 'kab', 'kota', 'kecamatan', 'kec', 'desa', 'kelurahan', 'kel', 'provinsi']);
const LEVEL_WEIGHT: Readonly<Record<RegionLevel, number>> = {
  nasional: 0,
  provinsi: 4,
  kabupaten: 3,
  kecamatan: 2,
  desa: 1,
};

/** Lower case, without accents, words apart: `Gn. Anyar` -> `gn anyar`. */
export function plainWords(text: string): string[] {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/**
 * Finds regions and TPS of a register while somebody types: by code (whole, or its beginning), by name (beginnings of words, of the
 * region or of what it lies in), and `tps 12 darmo` for a TPS of a desa. Everything is in memory; nothing is asked of a server.
 */
export class SearchIndex {
  private readonly words: readonly (readonly string[])[];

  constructor(private readonly tree: RegionTree) {
    this.words = tree.names.map(plainWords);
  }

  find(text: string): Find[] {
    const question = ask(text);
    if (question.digits !== null) return this.byCode(question.digits);
    if (question.words.length === 0) return [];
    const regions = this.byName(question);
    if (question.tpsNumber === null) return regions.slice(0, MAX_FINDS).map((index) => this.region(index));
    return this.numbered(regions, question.tpsNumber);
  }

  private byCode(digits: string): Find[] {
    if (digits.length > 10) return this.tpsByCode(digits);
    const { tree } = this;
    const finds: number[] = [];
    tree.codes.forEach((code, index) => {
      if (code.startsWith(digits)) finds.push(index);
    });
    finds.sort((a, b) => tree.codeOf(a).length - tree.codeOf(b).length || a - b);
    return finds.slice(0, MAX_FINDS).map((index) => this.region(index));
  }

  private tpsByCode(digits: string): Find[] {
    const desa = this.tree.indexOf(digits.slice(0, 10));
    if (desa < 0 || digits.length > 13) return [];
    return this.positionsOf(desa)
      .filter((position) => this.tree.tpsCodeAt(position).startsWith(digits))
      .slice(0, MAX_FINDS)
      .map((position) => this.tps(position));
  }

  /** Regions with every word of the question in their path and at least one in their own name, the closest first. */
  private byName(question: Question): number[] {
    const scored: { index: number; score: number }[] = [];
    for (let index = 0; index < this.tree.regionCount; index++) {
      const score = this.score(index, question.words);
      if (score > 0) scored.push({ index, score });
    }
    scored.sort((a, b) => b.score - a.score || a.index - b.index);
    return scored.map(({ index }) => index);
  }

  private score(index: number, words: readonly string[]): number {
    const own = this.words[index] ?? [];
    const isOwn = words.map((word) => own.some((name) => name.startsWith(word)));
    if (!isOwn.includes(true)) return 0;
    const isEverywhere = words.every((word, at) => isOwn[at] === true || this.isAbove(index, word));
    if (!isEverywhere) return 0;
    const telling = own.filter((word) => !LEVEL_WORDS.has(word));
    const asked = words.filter((word) => !LEVEL_WORDS.has(word));
    const isSame = telling.length > 0 && telling.every((word) => asked.includes(word));
    const ownWords = isOwn.filter(Boolean).length;
    const isFirst = telling[0]?.startsWith(asked[0] ?? ' ') ?? false;
    const level = this.tree.levels[index] ?? 'desa';
    return (isSame ? 1000 : 0) + 100 * ownWords + (isFirst ? 20 : 0) + LEVEL_WEIGHT[level];
  }

  private isAbove(index: number, word: string): boolean {
    return this.tree
      .pathOf(index)
      .slice(1)
      .some((above) => (this.words[above] ?? []).some((name) => name.startsWith(word)));
  }

  private numbered(regions: readonly number[], number: number): Find[] {
    const finds: Find[] = [];
    for (const index of regions) {
      if (this.tree.levels[index] !== 'desa') continue;
      const position = this.positionsOf(index).find((at) => this.tree.tpsNumberAt(at) === number);
      if (position !== undefined) finds.push(this.tps(position));
      if (finds.length >= MAX_FINDS) break;
    }
    return finds;
  }

  private positionsOf(region: number): number[] {
    const first = this.tree.first[region] ?? 0;
    return Array.from({ length: this.tree.count[region] ?? 0 }, (_, offset) => first + offset);
  }

  private region(index: number): Find {
    const level = this.tree.levels[index] ?? 'desa';
    return {
      kind: 'region',
      code: this.tree.codeOf(index),
      label: regionName(this.tree.nameOf(index), level),
      level,
      place: this.place(this.tree.parent[index] ?? -1),
    };
  }

  private tps(position: number): Find {
    const desa = this.tree.desaAt[position] ?? -1;
    const code = this.tree.tpsCodeAt(position);
    return { kind: 'tps', code, label: `TPS ${code.slice(10)}`, level: 'tps', place: this.place(desa) };
  }

  /** Names from a region up to its kabupaten; a province is said only where nothing lies between. */
  private place(index: number): string {
    const path = index < 0 ? [] : this.tree.pathOf(index);
    const near = path.filter((at) => ['desa', 'kecamatan', 'kabupaten'].includes(this.tree.levels[at] ?? ''));
    const shown = near.length > 0 ? near : path.slice(0, 1);
    return shown.map((at) => regionName(this.tree.nameOf(at), this.tree.levels[at] ?? 'desa')).join(', ');
  }
}

function ask(text: string): Question {
  const digits = text.replaceAll(/[\s.-]/g, '');
  if (/^\d{2,}$/.test(digits)) return { digits, words: [], tpsNumber: null };
  const words: string[] = [];
  let tpsNumber: number | null = null;
  const typed = plainWords(text);
  typed.forEach((word, index) => {
    const joined = TPS_WORD.exec(word)?.[1];
    if (joined !== undefined) tpsNumber = Number(joined);
    else if (/^\d{1,3}$/.test(word)) tpsNumber = Number(word);
    else if (word !== 'tps' || typed.length === 1 || index > 0) words.push(word);
  });
  return { digits: null, words: words.filter((word) => word !== 'tps'), tpsNumber };
}
