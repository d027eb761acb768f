import { isKind } from '@posko/domain';
import type { JournalEntry } from '@posko/domain';
import { UNENDED } from './call.repository';
import type { CallRow } from './call.repository';

/** The row that a taken TPS makes. */
function takenOf(entry: JournalEntry<'call.taken.v1'>): CallRow {
  const { until, actor } = entry.body;
  return {
    id: entry.commandId,
    tps: entry.subject,
    person: actor.id,
    personName: actor.name,
    takenAt: entry.at,
    until: Date.parse(until),
    ...UNENDED,
  };
}

/** All calls as their entries tell of them: the table is this, written down. */
export class CallBook {
  private readonly byId = new Map<string, CallRow>();
  /** Id of the call that each person has open. */
  private readonly open = new Map<string, string>();

  take(entry: JournalEntry): void {
    if (isKind(entry, 'call.taken.v1')) this.begin(takenOf(entry));
    if (isKind(entry, 'call.ended.v1')) this.end(entry);
  }

  rows(): CallRow[] {
    return [...this.byId.values()];
  }

  private begin(row: CallRow): void {
    this.change(row.person, { releasedAt: row.takenAt });
    this.byId.set(row.id, row);
    this.open.set(row.person, row.id);
  }

  private end({ at, body }: JournalEntry<'call.ended.v1'>): void {
    const { outcome, note, phone, actor } = body;
    this.change(actor.id, { endedAt: at, outcome, note, phone });
    this.open.delete(actor.id);
  }

  private change(person: string, change: Partial<CallRow>): void {
    const row = this.byId.get(this.open.get(person) ?? '');
    if (row !== undefined) this.byId.set(row.id, { ...row, ...change });
  }
}
