import { NATIONAL_CODE, PROFILES, covers } from '@posko/domain';
import type { Contest, RegionTree } from '@posko/domain';

/** The part of the register that a contest is held in, and the parts of it that a briefing tells one by one. */
export interface BriefedArea {
  readonly contest: Contest;
  /** Where somebody must have a say to have one here: regions of the contest, as far as the register has them. */
  readonly places: readonly string[];
  /** Beginnings of the codes of its TPS; one that is empty is of all. */
  readonly prefixes: readonly string[];
  /** Code that stands for all of it. */
  readonly top: string;
  /** Codes of the parts, all of `digits` digits, and how many that is. */
  readonly parts: readonly string[];
  readonly digits: number;
  /** Every code whose name is needed. */
  readonly codes: readonly string[];
  readonly reservePerMille: number;
}

/** One tier below the contest's region; of a dapil of several regions, one tier below each. */
export function briefedArea(contest: Contest, tree: RegionTree): BriefedArea {
  const root = tree.codes[0] ?? NATIONAL_CODE;
  const places = contest.regions.map((region) => (covers(region, root) ? root : region));
  const indexes = places.map((place) => tree.indexOf(place)).filter((index) => index >= 0);
  const parts = indexes.flatMap((index) => tree.children(index).map((child) => tree.codeOf(child)));
  const digits = Math.max(0, ...parts.map((code) => code.length));
  const [top = root] = places;
  return {
    contest,
    places,
    prefixes: places.map((place) => (place === NATIONAL_CODE ? '' : place)),
    top,
    parts,
    digits,
    codes: [...new Set([...places, ...parts])],
    reservePerMille: PROFILES[contest.profile].reservePerMille,
  };
}
