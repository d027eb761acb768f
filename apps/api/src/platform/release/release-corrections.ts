import type { ReleaseCorrection } from '@posko/contracts';
import { isPublished, isoTime } from '@posko/domain';
import type { DecisionType, ResultState, TpsCode } from '@posko/domain';

/** An entry about a TPS that was corrected or taken back at some time: what it stood at afterwards, and what was decided. */
export interface CorrectedEntry {
  readonly tps: string;
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly state: ResultState;
  readonly decision: DecisionType | null;
  readonly reason: string | null;
  readonly document: string | null;
}

/**
 * What was corrected or taken back after `seq` of TPS that were counted then, latest first. Entries come in the order of the
 * journal. Whatever else a release holds it goes on holding: this is told beside it.
 */
export function correctionsSince(entries: readonly CorrectedEntry[], seq: number): ReleaseCorrection[] {
  const counted = new Set<string>();
  const corrections: ReleaseCorrection[] = [];
  for (const entry of entries) {
    if (entry.seq <= seq) {
      if (isPublished(entry.state)) counted.add(entry.tps);
      else counted.delete(entry.tps);
      continue;
    }
    const correction = counted.has(entry.tps) ? correctionOf(entry) : null;
    if (correction !== null) corrections.push(correction);
  }
  return corrections.reverse();
}

/** The TPS that the corrections are of, those corrected last first. */
export function tpsOfCorrections(corrections: readonly ReleaseCorrection[], most: number): TpsCode[] {
  return [...new Set(corrections.map(({ tps }) => tps))].slice(0, most) as TpsCode[];
}

/** How many TPS the corrections are of: one may be taken back and corrected. */
export function correctedTps(corrections: readonly ReleaseCorrection[]): number {
  return tpsOfCorrections(corrections, Infinity).length;
}

function correctionOf({ decision, tps, seq, at, reason, document }: CorrectedEntry): ReleaseCorrection | null {
  if (decision !== 'correct' && decision !== 'withdraw') return null;
  const act = decision === 'correct' ? 'corrected' : 'withdrawn';
  return { tps, act, seq, at: isoTime(at), reason: reason ?? '', document: document ?? '' };
}
