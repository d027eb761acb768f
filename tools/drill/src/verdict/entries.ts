import type { JournalRow } from '@posko/contracts';
import { JOURNAL_BODIES, JOURNAL_KINDS } from '@posko/domain';
import type { JournalEntry, JournalKind } from '@posko/domain';
import type { DrillApi } from '../run/api';

const PAGE = 1000;
const MIN_PAGE = 50;

export interface Stretch {
  /** The entry before the first one wanted; 0 from the beginning. */
  readonly after?: number;
  readonly until: number;
  /** Entries that need not be told, ascending. */
  readonly known: readonly { readonly seq: number }[];
}

/**
 * The journal's entries up to `until` that are not among `known`: what others sent meanwhile, the clock, what was there
 * before, and commands of ours whose answer was lost. Together with `known` they are the whole journal.
 */
export async function* entriesBeside(
  api: Pick<DrillApi, 'journal'>,
  { after: from = 0, until, known }: Stretch,
): AsyncGenerator<JournalEntry> {
  let next = 0;
  for (let after = from; after < until;) {
    while (known[next]?.seq === after + 1) {
      after++;
      next++;
    }
    if (after >= until) return;
    const gap = (known[next]?.seq ?? until + 1) - 1 - after;
    const page = await api.journal(after, Math.min(PAGE, Math.max(MIN_PAGE, gap)));
    if (page.entries.length === 0)
      throw new Error(`The journal ends at ${after}, although the board stands at ${until}`);
    for (const row of page.entries) {
      if (row.seq !== after + 1) throw new Error(`The journal goes from ${after} to ${row.seq}`);
      if (row.seq > until) return;
      after = row.seq;
      if (known[next]?.seq === row.seq) next++;
      else yield entryOf(row);
    }
  }
}

function isJournalKind(kind: string): kind is JournalKind {
  return (JOURNAL_KINDS as readonly string[]).includes(kind);
}

function entryOf(row: JournalRow): JournalEntry {
  if (!isJournalKind(row.kind)) throw new Error(`Journal entry ${row.seq} is of an unknown kind "${row.kind}"`);
  const body = JOURNAL_BODIES[row.kind].parse(JSON.parse(row.body));
  return { seq: row.seq, at: Date.parse(row.at), kind: row.kind, subject: row.subject, commandId: row.commandId, body };
}
