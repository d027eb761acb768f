import { desaCodeOf, isTpsSubject, tpsNumberOf } from '@posko/domain';
import type { RegionLevel, RegionTree } from '@posko/domain';
import { LEVEL_LABELS, PLACE_WORDS } from '@posko/ui';
import { plainWords } from '../shell/search-index';
import { isSlipOfWhole } from './slip';

/** A place that a text names. */
export interface PlaceFound {
  /** TPS or region code; null where the text fits several places, or one that the register does not have. */
  readonly code: string | null;
  /** What to look for: `tps 12 darmo wonokromo`; empty where the text names none. */
  readonly words: string;
}

type Named = 'desa' | 'kecamatan' | 'kabupaten';
/** Regions by the name that was said, per level. */
type Said = { [level in Named]?: readonly number[] };

const LEVELS: readonly Named[] = ['desa', 'kecamatan', 'kabupaten'];
/** Longest name of a region, in words. */
const NAME_WORDS = 4;
/** Names with a slip of the pen are looked for within a region that is known, and only longer ones. */
const SLIP_FROM = 6;
const DESA_DIGITS = 10;
const CODE = /(?<!\d)[1-9]\d(?:[ .\-/]?\d){8,11}(?!\d)/g;
const TPS_NUMBER = /\btps\s*(?:no(?:mor)?\.?\s*)?0*(\d{1,3})\b/i;

/** Finds places of a register in free text: by code, or by the names of desa, kecamatan and kabupaten and the TPS's number. */
export class PlaceFinder {
  private readonly byName = new Map<string, number[]>();

  constructor(private readonly tree: RegionTree) {
    tree.names.forEach((name, index) => {
      const level = tree.levels[index] ?? 'desa';
      if (!isNamed(level)) return;
      const key = keyOf(plainWords(level === 'kabupaten' ? bare(name) : name), level);
      this.byName.set(key, [...(this.byName.get(key) ?? []), index]);
    });
  }

  find(text: string): PlaceFound {
    const code = this.codeIn(text);
    if (code !== null) return { code, words: code };
    const number = TPS_NUMBER.exec(text)?.[1];
    const said = this.namesIn(plainWords(text), number !== undefined);
    const regions = this.agreeing(said);
    const [first] = regions.length > 0 ? regions : (said.desa ?? said.kecamatan ?? said.kabupaten ?? []);
    const words = [number === undefined ? '' : `tps ${number}`, first === undefined ? '' : this.wordsOf(first)];
    const places = regions.flatMap((region) => this.within(region, number));
    return { code: places.length === 1 ? (places[0] ?? null) : null, words: words.join(' ').trim() };
  }

  /** True where a text says nothing but this place, so that it need not be kept. */
  isOnly(code: string, text: string): boolean {
    const { tree } = this;
    const region = tree.indexOf(isTpsSubject(code) ? desaCodeOf(code) : code);
    const names = new Set(tree.pathOf(region).flatMap((index) => plainWords(tree.nameOf(index))));
    const number = isTpsSubject(code) ? tpsNumberOf(code) : null;
    const words = plainWords(text);
    const isPlace = (word: string): boolean =>
      names.has(word) || LEVEL_LABELS.get(word) !== undefined || PLACE_WORDS.has(word) || Number(word) === number;
    return words.join('') === code || words.map((word) => word.replace(/^tps(?=\d)/, '')).every(isPlace);
  }

  /** The text without the codes of this register in it: whatever digits are left belong to something else. */
  withoutCodes(text: string): string {
    return text.replaceAll(CODE, (match) => (this.known(match) === null ? match : ' '));
  }

  private codeIn(text: string): string | null {
    for (const [match] of text.matchAll(CODE)) {
      const code = this.known(match);
      if (code === null) continue;
      if (isTpsSubject(code)) return code;
      const number = TPS_NUMBER.exec(text)?.[1];
      return this.within(this.tree.indexOf(code), number)[0] ?? code;
    }
    return null;
  }

  /** The code that digits spell, with or without dots and spaces, if the register has it. */
  private known(match: string): string | null {
    const digits = match.replaceAll(/\D/g, '');
    const isThere = isTpsSubject(digits)
      ? this.tree.positionOf(digits) >= 0
      : digits.length === DESA_DIGITS && this.tree.indexOf(digits) >= 0;
    return isThere ? digits : null;
  }

  /** Regions that the text names, per level: by the word for the level, or right after the number of a TPS. */
  private namesIn(words: readonly string[], hasNumber: boolean): Said {
    const said: Said = {};
    words.forEach((word, at) => {
      const level = LEVEL_LABELS.get(word);
      if (level === undefined || said[level] !== undefined) return;
      const found = this.named(words.slice(at + 1), word === 'kota' ? 'kota' : level);
      if (found.length > 0) said[level] = found;
    });
    if (hasNumber) this.addUnlabelled(words, said);
    const slipped = said.desa === undefined ? this.slipped(words, said.kecamatan ?? []) : [];
    if (slipped.length > 0) said.desa = slipped;
    return said;
  }

  /** The lowest regions that were named, as far as they lie in the higher ones that were named too. */
  private agreeing(said: Said): number[] {
    const levels = LEVELS.filter((level) => said[level] !== undefined);
    const [lowest, ...above] = levels.map((level) => said[level] ?? []);
    return (lowest ?? []).filter((region) => above.every((set) => set.some((one) => this.tree.isWithin(region, one))));
  }

  /** `TPS 12 Darmo Wonokromo`: names that follow the number without a word for their level. */
  private addUnlabelled(words: readonly string[], said: Said): void {
    const at = words.findIndex((word) => /^tps\d*$/.test(word));
    let rest = words.slice(at + 1).filter((word) => !/^\d+$/.test(word) && word !== 'no' && word !== 'nomor');
    for (const level of LEVELS) {
      if (LEVEL_LABELS.get(rest[0] ?? '') !== undefined) return;
      const length = said[level] === undefined ? this.longest(rest, level) : 0;
      if (length === 0) continue;
      said[level] = this.regionsOf(rest.slice(0, length), level);
      rest = rest.slice(length);
    }
  }

  private named(words: readonly string[], level: Named | 'kota'): number[] {
    const of = level === 'kota' ? 'kabupaten' : level;
    const named = level === 'kota' ? ['kota', ...words] : words;
    const length = this.longest(named, of);
    return length === 0 ? [] : this.regionsOf(named.slice(0, length), of);
  }

  private longest(words: readonly string[], level: Named): number {
    for (let length = Math.min(NAME_WORDS, words.length); length > 0; length--) {
      if (this.regionsOf(words.slice(0, length), level).length > 0) return length;
    }
    return 0;
  }

  private regionsOf(words: readonly string[], level: Named): number[] {
    return this.byName.get(keyOf(words, level)) ?? [];
  }

  /** A desa with one letter wrong, of the kecamatan that was named. */
  private slipped(words: readonly string[], kecamatan: readonly number[]): number[] {
    const at = words.findIndex((word) => LEVEL_LABELS.get(word) === 'desa');
    if (at < 0) return [];
    const typed = [1, 2].map((length) => words.slice(at + 1, at + 1 + length).join(''));
    const desa = kecamatan.flatMap((index) => [...this.tree.children(index)]);
    return desa.filter((index) => {
      const name = plainWords(this.tree.nameOf(index)).join('');
      return name.length >= SLIP_FROM && typed.some((text) => isSlipOfWhole(name, text));
    });
  }

  private within(region: number, number: string | undefined): string[] {
    const code = this.tree.codeOf(region);
    if (number === undefined) return [code];
    if (this.tree.levels[region] !== 'desa') return [];
    const tps = code + number.padStart(3, '0');
    return this.tree.positionOf(tps) < 0 ? [] : [tps];
  }

  /** Its name, a desa's with that of its kecamatan: what the search finds it by. */
  private wordsOf(region: number): string {
    const { tree } = this;
    const parent = tree.levels[region] === 'desa' ? tree.nameOf(tree.parent[region] ?? -1) : '';
    return `${tree.nameOf(region)} ${parent}`.trim().toLowerCase();
  }
}

function isNamed(level: RegionLevel): level is Named {
  return (LEVELS as readonly string[]).includes(level);
}

/** `KABUPATEN JEMBER` is spoken of as Jember; a kota keeps its word. */
function bare(name: string): string {
  return name.replace(/^(?:KABUPATEN|KAB\.?)\s+/i, '');
}

/** Names are compared without spaces: the register and its people part them differently. */
function keyOf(words: readonly string[], level: Named): string {
  return `${level} ${words.join('')}`;
}
