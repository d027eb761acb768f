import { isOpen } from '@posko/domain';
import type { CallOutcome, Incident } from '@posko/domain';
import type { PlannedCall } from '../scenario/calls';
import { percentilesOf } from './ledger';
import type { Percentiles } from './ledger';
import type { Perseverance } from './persistence';

const MAX_EXAMPLES = 5;

/** What became of the calls: every incident as it was last acknowledged, and every entry of ours in the journal. */
export class DeskLedger implements Perseverance {
  retried = 0;
  abandoned = 0;
  logged = 0;
  repeated = 0;
  changed = 0;
  /** Somebody else was there before; sent again for the version that is. */
  stale = 0;
  readonly byKind = new Map<string, number>();
  readonly refused = new Map<string, { count: number; examples: string[] }>();
  readonly outcomes: Record<CallOutcome, number> = { reached: 0, noAnswer: 0, wrongNumber: 0 };
  readonly incidents = new Map<string, Incident>();
  /** Journal entries that silent calls were acknowledged with. */
  readonly callSeqs = new Set<number>();
  private readonly incidentSeqs = new Set<number>();
  private readonly times: number[] = [];

  opened(call: PlannedCall, answer: Acknowledgement, elapsedMs: number): void {
    if (answer.kind === 'accepted') this.logged++;
    else this.repeated++;
    this.byKind.set(call.kind, (this.byKind.get(call.kind) ?? 0) + 1);
    this.acknowledge(answer, elapsedMs);
  }

  progressed(answer: Acknowledgement, elapsedMs: number): void {
    this.changed++;
    this.acknowledge(answer, elapsedMs);
  }

  called(outcome: CallOutcome, seq: number, elapsedMs: number): void {
    this.outcomes[outcome]++;
    this.callSeqs.add(seq);
    this.times.push(elapsedMs);
  }

  refuse(code: string, subject: string): void {
    const entry = this.refused.get(code) ?? { count: 0, examples: [] };
    if (entry.examples.length < MAX_EXAMPLES) entry.examples.push(subject);
    this.refused.set(code, { ...entry, count: entry.count + 1 });
  }

  /** Entries of incidents that were acknowledged to us, ascending. */
  get seqs(): { seq: number }[] {
    return [...this.incidentSeqs].sort((a, b) => a - b).map((seq) => ({ seq }));
  }

  /** Incidents of ours that have had their first answer, and those with no work left. */
  get answered(): number {
    return [...this.incidents.values()].filter(({ firstAnsweredAt }) => firstAnsweredAt !== null).length;
  }

  get ended(): number {
    return [...this.incidents.values()].filter(({ status }) => !isOpen(status)).length;
  }

  get latency(): Percentiles | null {
    return percentilesOf(Float32Array.from(this.times));
  }

  private acknowledge({ seq, incident }: Acknowledgement, elapsedMs: number): void {
    this.times.push(elapsedMs);
    this.incidentSeqs.add(seq);
    const before = this.incidents.get(incident.id);
    if (before === undefined || before.version <= incident.version) this.incidents.set(incident.id, incident);
  }
}

export interface Acknowledgement {
  readonly kind: 'accepted' | 'repeated';
  readonly seq: number;
  readonly incident: Incident;
}
