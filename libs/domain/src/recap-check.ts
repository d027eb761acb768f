import type { RecapFigures } from './recap';

/** Lines of a D.Hasil that are compared: the options, and the three sums. */
export type RecapLine = string;
const SUMS = ['valid', 'invalid', 'total'] as const;

/** A line that is not what the tier below says (rule E301). */
export interface RecapDifference {
  /** Code of the part, or null for the region as a whole. */
  readonly part: string | null;
  readonly line: RecapLine;
  readonly here: number;
  readonly below: number;
}

type Parts = Readonly<Record<string, RecapFigures>>;

/** Every line by name, options first. */
export function linesOf(figures: RecapFigures): Map<RecapLine, number> {
  return new Map([
    ...Object.entries(figures.options),
    ...SUMS.map((name): [RecapLine, number] => [name, figures[name]]),
  ]);
}

/** Lines added up. */
export function sumOfFigures(parts: readonly RecapFigures[]): RecapFigures {
  const options: Record<string, number> = {};
  const sums = { valid: 0, invalid: 0, total: 0 };
  for (const part of parts) {
    for (const [id, votes] of Object.entries(part.options)) options[id] = (options[id] ?? 0) + votes;
    for (const name of SUMS) sums[name] += part[name];
  }
  return { options, ...sums };
}

/**
 * Where a D.Hasil and the tier below disagree (E301): in sum, and part by part where both have the part. The parts name the TPS
 * or regions concerned. Nothing when every line is the same.
 */
export function compareRecap(here: { figures: RecapFigures; parts: Parts }, below: Parts): RecapDifference[] {
  const whole = differing(null, here.figures, sumOfFigures(Object.values(below)));
  const codes = Object.keys(here.parts).filter((code) => below[code] !== undefined);
  const parts = codes.sort().flatMap((part) => {
    const [a, b] = [here.parts[part], below[part]];
    return a === undefined || b === undefined ? [] : differing(part, a, b);
  });
  return [...whole, ...parts];
}

function differing(part: string | null, here: RecapFigures, below: RecapFigures): RecapDifference[] {
  const [left, right] = [linesOf(here), linesOf(below)];
  const lines = [...new Set([...left.keys(), ...right.keys()])];
  return lines.flatMap((line) => {
    const [a, b] = [left.get(line) ?? 0, right.get(line) ?? 0];
    return a === b ? [] : [{ part, line, here: a, below: b }];
  });
}

/** What is inconsistent within a D.Hasil itself. */
export const RECAP_FAULTS = ['options', 'total', 'parts'] as const;
export type RecapFault = (typeof RECAP_FAULTS)[number];

/** `options`: they do not make the valid votes; `total`: valid and invalid do not make it; `parts`: they do not make the figures. */
export function faultsOf({ figures, parts }: { figures: RecapFigures; parts: Parts }): RecapFault[] {
  const options = Object.values(figures.options).reduce((sum, votes) => sum + votes, 0);
  const hasParts = Object.keys(parts).length > 0;
  return [
    ...(options === figures.valid ? [] : (['options'] as const)),
    ...(figures.valid + figures.invalid === figures.total ? [] : (['total'] as const)),
    ...(hasParts && differing(null, figures, sumOfFigures(Object.values(parts))).length > 0
      ? (['parts'] as const)
      : []),
  ];
}

/** How the counted TPS of a region voted for one line. */
export interface LineSpread {
  readonly line: RecapLine;
  /** Sum, and sum of squares, over the counted TPS. */
  readonly sum: number;
  readonly squares: number;
}

export interface Outstanding {
  readonly figures: RecapFigures;
  /** TPS counted, and those that are not in yet. */
  readonly counted: number;
  readonly missing: number;
  /** Ballots that the missing TPS can have had at most: DPT and reserve. */
  readonly capacity: number;
  readonly spreads: readonly LineSpread[];
}

/**
 * `negative`: fewer than already counted. `overCapacity`: more than the missing TPS had ballots. `unlike`: so far from what the
 * counted TPS show that chance does not explain it.
 */
export const STRAIN_KINDS = ['negative', 'overCapacity', 'unlike'] as const;

/** What a total would need of the TPS that are still missing, with its arithmetic. */
export interface Strain {
  readonly kind: (typeof STRAIN_KINDS)[number];
  readonly line: RecapLine;
  /** Votes that the missing TPS would have to bring. */
  readonly needed: number;
  /** Per missing TPS, and per counted one; null where it says nothing. */
  readonly neededPerTps: number | null;
  readonly countedPerTps: number | null;
  /** Standard errors between the two. */
  readonly deviation: number | null;
}

/** Standard errors from which a need is told: at six, one in a thousand million by chance. */
const UNLIKE_FROM = 6;
/** Of fewer counted TPS the spread is not known well enough. */
const COUNTED_ENOUGH = 30;

/**
 * Holds a total against what is counted: can the TPS that are still out bring the rest? As in Surabaya in 2024, where 80 missing
 * TPS would have had to bring 29,862 votes for one pair and 3,633 for another.
 */
export function strainsOf({ figures, counted, missing, capacity, spreads }: Outstanding): Strain[] {
  const lines = linesOf(figures);
  return spreads.flatMap(({ line, sum, squares }): Strain[] => {
    const total = lines.get(line);
    if (total === undefined) return [];
    const needed = total - sum;
    const neededPerTps = missing === 0 ? null : needed / missing;
    const countedPerTps = counted === 0 ? null : sum / counted;
    const said = { line, needed, neededPerTps, countedPerTps };
    if (needed < 0) return [{ ...said, kind: 'negative', deviation: null }];
    if (needed > capacity) return [{ ...said, kind: 'overCapacity', deviation: null }];
    const deviation = deviationOf({ sum, squares, counted, missing, needed });
    return deviation !== null && Math.abs(deviation) >= UNLIKE_FROM ? [{ ...said, kind: 'unlike', deviation }] : [];
  });
}

interface Sample {
  readonly sum: number;
  readonly squares: number;
  readonly counted: number;
  readonly missing: number;
  readonly needed: number;
}

/** Standard errors between the mean that is needed and the mean that was counted; null where that cannot be said. */
function deviationOf({ sum, squares, counted, missing, needed }: Sample): number | null {
  if (missing === 0 || counted < COUNTED_ENOUGH) return null;
  const mean = sum / counted;
  const variance = Math.max(0, squares / counted - mean * mean);
  const error = Math.sqrt(variance * (1 / missing + 1 / counted));
  return error === 0 ? null : (needed / missing - mean) / error;
}
