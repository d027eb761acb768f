import type { Incident } from '@posko/domain';

/** A line of the table of events: which entry made which version. */
export interface IncidentEventRow {
  readonly incident: string;
  readonly version: number;
  readonly seq: number;
  /** Milliseconds since the epoch, by the room's clock. */
  readonly at: number;
  readonly type: 'opened' | 'changed' | 'escalated';
  readonly person: string;
  readonly status: string;
}

/** An incident as commands see it; `events` are those of the commands that are being decided. */
export interface IncidentState {
  readonly incident: Incident;
  /** Entry that made it what it is. */
  readonly lastSeq: number;
  readonly events: readonly IncidentEventRow[];
  /** Others were merged into it when it was loaded. */
  readonly hasDuplicates: boolean;
}
