import { desaCodeOf, tpsNumberOf } from './code';
import type { CHasil, FieldPath } from './form';
import { FIGURE_MAX } from './form';
import { VALID_ENOUGH } from './form-rule';

/**
 * Why somebody should look at a form again. None of these holds anything: they only order the work. What is odd is odd against
 * the TPS around it, for a village may well be of one mind.
 */
export const OUTLIER_REASONS = [
  'turnout',
  'invalidShare',
  'oneSided',
  'unlikeKecamatan',
  'digitSwap',
  'transposedRows',
  'sameVector',
  'samePhoto',
] as const;
export type OutlierReason = (typeof OUTLIER_REASONS)[number];

/** A reason with what was found and what it was held against, so that it can be said in a sentence. */
export interface OutlierFinding {
  readonly reason: OutlierReason;
  readonly fields: readonly FieldPath[];
  readonly found: number | null;
  readonly against: number | null;
  /** Other TPS that it concerns. */
  readonly tps: readonly string[];
}

/** How soon a reason is looked at: those that name a likely slip first. */
const WEIGHTS: Readonly<Record<OutlierReason, number>> = {
  samePhoto: 8,
  digitSwap: 6,
  transposedRows: 6,
  sameVector: 5,
  unlikeKecamatan: 3,
  turnout: 2,
  invalidShare: 2,
  oneSided: 1,
};

/** Place in the queue: higher is sooner. */
export function urgencyOf(findings: readonly OutlierFinding[]): number {
  return findings.reduce((sum, { reason }) => sum + WEIGHTS[reason], 0);
}

export interface CountedForm {
  readonly tps: string;
  readonly form: CHasil;
}

/** Middle and spread of a share among the TPS of a kecamatan, as numbers that a few odd ones do not move. */
interface Usual {
  readonly middle: number;
  readonly spread: number;
}

export interface Kecamatan {
  readonly turnout: Usual | null;
  readonly invalidShare: Usual | null;
  /** Share of the valid votes, by option. */
  readonly shares: ReadonlyMap<string, Usual>;
}

/** Fewer TPS do not say what is usual. */
const TPS_ENOUGH = 8;
/** Turns the median deviation into what would be a standard deviation of a bell curve. */
const MAD_SCALE = 1.4826;
/** A spread of less than this share is taken for this: nobody is odd by a handful of votes. */
const LEAST_SPREAD = 0.02;
const ODD_FROM = 4;
const SHARE_APART = 0.2;
const ONE_SIDED_FROM = 0.95;

/** What is usual among the forms of one kecamatan. */
export function kecamatanOf(forms: readonly CHasil[]): Kecamatan {
  const ids = new Set(forms.flatMap((form) => Object.keys(form.votes.options)));
  const shares = [...ids].map((id) => [id, usualOf(forms.map((form) => shareOf(form, id)))] as const);
  return {
    turnout: usualOf(forms.map(turnoutOf)),
    invalidShare: usualOf(forms.map(invalidShareOf)),
    shares: new Map(shares.flatMap(([id, usual]) => (usual === null ? [] : [[id, usual] as const]))),
  };
}

function usualOf(values: readonly (number | null)[]): Usual | null {
  const there = values.filter((value) => value !== null);
  if (there.length < TPS_ENOUGH) return null;
  const middle = middleOf(there);
  const spread = MAD_SCALE * middleOf(there.map((value) => Math.abs(value - middle)));
  return { middle, spread: Math.max(spread, LEAST_SPREAD) };
}

function middleOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 0 ? half - 1 : half], sorted[half]];
  return ((low ?? 0) + (high ?? 0)) / 2;
}

function ratio(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole;
}

const turnoutOf = ({ came, voters }: CHasil): number | null => ratio(came.total.j, voters.dpt.j);
const invalidShareOf = ({ votes }: CHasil): number | null => ratio(votes.invalid, votes.total);
const shareOf = ({ votes }: CHasil, id: string): number | null => ratio(votes.options[id] ?? null, votes.valid);

function isOdd(value: number | null, usual: Usual | null): boolean {
  return value !== null && usual !== null && Math.abs(value - usual.middle) > ODD_FROM * usual.spread;
}

/**
 * Everything odd about one form, in the order of `OUTLIER_REASONS`. A form that votes as its neighbours do is not unlike them,
 * however unlike the kecamatan they are together.
 */
export function outliersOf(form: CHasil, kecamatan: Kecamatan, neighbours: readonly CHasil[] = []): OutlierFinding[] {
  const isAlone = unlike(form, kecamatan).length > 0 && !neighbours.some((other) => votesAlike(form, other));
  return [
    ...turnoutIsOdd(form, kecamatan),
    ...invalidIsOdd(form, kecamatan),
    ...oneSided(form),
    ...(isAlone ? unlike(form, kecamatan) : []),
    ...digitSwap(form),
    ...(isAlone ? transposed(form, kecamatan) : []),
  ];
}

/** TPS of a desa are numbered along its streets. */
const NEXT_DOOR = 5;
const ALIKE_WITHIN = 0.1;

/** Forms of the TPS with the next numbers in the same desa. */
export function neighboursOf(tps: string, forms: readonly CountedForm[]): CHasil[] {
  const isNear = (other: string): boolean =>
    desaCodeOf(other) === desaCodeOf(tps) && Math.abs(tpsNumberOf(other) - tpsNumberOf(tps)) <= NEXT_DOOR;
  return forms.filter((other) => other.tps !== tps && isNear(other.tps)).map((other) => other.form);
}

function votesAlike(a: CHasil, b: CHasil): boolean {
  return Object.keys(a.votes.options).every(
    (id) => Math.abs((shareOf(a, id) ?? 0) - (shareOf(b, id) ?? 0)) <= ALIKE_WITHIN,
  );
}

function finding(
  reason: OutlierReason,
  fields: readonly FieldPath[],
  [found, against]: readonly [number | null, number | null] = [null, null],
): OutlierFinding {
  return { reason, fields, found, against, tps: [] };
}

function turnoutIsOdd(form: CHasil, { turnout }: Kecamatan): OutlierFinding[] {
  const value = turnoutOf(form);
  const fields = ['came.total.j', 'voters.dpt.j'];
  return isOdd(value, turnout) ? [finding('turnout', fields, [value, turnout?.middle ?? null])] : [];
}

/** Only too many: few invalid votes are nobody's fault. */
function invalidIsOdd(form: CHasil, { invalidShare }: Kecamatan): OutlierFinding[] {
  const value = invalidShareOf(form);
  const usual = invalidShare?.middle ?? 0;
  const isMore = value !== null && value > usual && isOdd(value, invalidShare);
  return isMore ? [finding('invalidShare', ['votes.invalid', 'votes.total'], [value, usual])] : [];
}

function oneSided(form: CHasil): OutlierFinding[] {
  if ((form.votes.valid ?? 0) < VALID_ENOUGH) return [];
  const ids = Object.keys(form.votes.options).filter((id) => (shareOf(form, id) ?? 0) >= ONE_SIDED_FROM);
  return ids.map((id) => finding('oneSided', [path(id), 'votes.valid'], [shareOf(form, id), ONE_SIDED_FROM]));
}

function unlike(form: CHasil, { shares }: Kecamatan): OutlierFinding[] {
  if ((form.votes.valid ?? 0) < VALID_ENOUGH) return [];
  const odd = [...shares].filter(([id, usual]) => {
    const share = shareOf(form, id);
    return isOdd(share, usual) && Math.abs((share ?? 0) - usual.middle) >= SHARE_APART;
  });
  const [first] = odd;
  if (first === undefined) return [];
  const fields = odd.map(([id]) => path(id));
  return [finding('unlikeKecamatan', fields, [shareOf(form, first[0]), first[1].middle])];
}

/** Two digits of one figure were written the wrong way round: then, and only then, the votes make the valid ones. */
function digitSwap({ votes }: CHasil): OutlierFinding[] {
  const entries = Object.entries(votes.options);
  if (votes.valid === null || entries.some(([, figure]) => figure === null)) return [];
  const sum = entries.reduce((total, [, figure]) => total + (figure ?? 0), 0);
  const off = votes.valid - sum;
  // Swapped digits differ by a multiple of nine.
  if (off === 0 || off % 9 !== 0) return [];
  const found = entries.flatMap(([id, figure]) =>
    swapsOf(figure ?? 0)
      .filter((other) => other - (figure ?? 0) === off)
      .map((other) => finding('digitSwap', [path(id)], [figure, other])),
  );
  return found.slice(0, 1);
}

/** What a figure would be with two neighbouring digits the other way round. */
function swapsOf(figure: number): number[] {
  const digits = String(figure).padStart(String(FIGURE_MAX).length, '0').split('');
  return digits.slice(1).map((_, index) => {
    const swapped = [...digits];
    [swapped[index], swapped[index + 1]] = [swapped[index + 1] ?? '0', swapped[index] ?? '0'];
    return Number(swapped.join(''));
  });
}

/** Two options the other way round would make an odd form a usual one. */
function transposed(form: CHasil, { shares }: Kecamatan): OutlierFinding[] {
  const ids = [...shares.keys()];
  const pairs = ids.flatMap((a, index) => ids.slice(index + 1).map((b) => [a, b] as const));
  const fitting = pairs.filter(([a, b]) => isUsual(withSwapped(form, a, b), shares));
  const [pair] = fitting;
  return fitting.length === 1 && pair !== undefined ? [finding('transposedRows', pair.map(path))] : [];
}

function isUsual(form: CHasil, shares: Kecamatan['shares']): boolean {
  return [...shares].every(([id, usual]) => !isOdd(shareOf(form, id), usual));
}

function withSwapped(form: CHasil, a: string, b: string): CHasil {
  const { options } = form.votes;
  const swapped = { ...options, [a]: options[b] ?? null, [b]: options[a] ?? null };
  return { ...form, votes: { ...form.votes, options: swapped } };
}

function path(id: string): FieldPath {
  return `votes.options.${id}`;
}

/** TPS of one desa with the same votes for every option (rule W206), by TPS. */
export function sameVectors(forms: readonly CountedForm[]): Map<string, string[]> {
  const groups = Map.groupBy(forms.filter(isTelling), ({ tps, form }) => `${desaCodeOf(tps)} ${vectorOf(form)}`);
  const found = new Map<string, string[]>();
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    for (const { tps } of group)
      found.set(
        tps,
        group.map((other) => other.tps).filter((other) => other !== tps),
      );
  }
  return found;
}

/** At least three options with votes and 50 valid ones: fewer are the same by chance. */
function isTelling({ form: { votes } }: CountedForm): boolean {
  const withVotes = Object.values(votes.options).filter((figure) => (figure ?? 0) > 0);
  return withVotes.length >= 3 && (votes.valid ?? 0) >= VALID_ENOUGH;
}

function vectorOf({ votes }: CHasil): string {
  const entries = Object.entries(votes.options).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([id, figure]) => `${id}:${figure ?? ''}`).join(' ');
}

/** The same, as a reason. */
export function vectorOutlier(others: readonly string[] | undefined): OutlierFinding[] {
  return others === undefined ? [] : [{ ...finding('sameVector', []), tps: others }];
}

/** The same photo stands at other TPS. */
export function photoOutlier(others: ReadonlySet<string>): OutlierFinding[] {
  return others.size === 0 ? [] : [{ ...finding('samePhoto', []), tps: [...others].sort() }];
}

/**
 * What a second look costs: of the complete forms of the presidential count of February 2024 in Jakarta that break no rule, so many
 * were looked at twice. A test measures it again where these forms are at hand.
 */
export const OUTLIER_FALSE_ALARMS = { sound: 140, alarms: 5 } as const;
