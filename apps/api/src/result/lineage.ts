import type { LineageEntry } from '@posko/contracts';
import { isKind, isoTime } from '@posko/domain';
import type { ContestId, JournalEntry } from '@posko/domain';
import { entryOf } from '../platform/journal/journal.repository';
import type { JournalInsert } from '../platform/journal/journal-types';

/** How the result of a contest at a TPS came about, latest first; `rows` are all that the journal has about the TPS. */
export function lineageOf(rows: readonly JournalInsert[], contest: ContestId): LineageEntry[] {
  return rows.flatMap((row) => lineOf(entryOf(row), contest) ?? []).reverse();
}

function lineOf(entry: JournalEntry, contest: ContestId): LineageEntry | null {
  if (isKind(entry, 'result.entered.v1')) return entry.body.contest === contest ? line(entry, 'entered') : null;
  if (isKind(entry, 'evidence.kept.v1')) return entry.body.contest === contest ? line(entry, 'photo') : null;
  if (isKind(entry, 'evidence.matched.v1')) return entry.body.contest === contest ? matched(entry) : null;
  if (!isKind(entry, 'result.decided.v1') || entry.body.contest !== contest) return null;
  const { decision } = entry.body;
  const document = 'document' in decision ? { document: decision.document } : {};
  return { ...line(entry, decision.type), reason: decision.reason, ...document };
}

type OfResult = JournalEntry<'result.entered.v1' | 'result.decided.v1' | 'evidence.kept.v1' | 'evidence.matched.v1'>;

function matched(entry: JournalEntry<'evidence.matched.v1'>): LineageEntry {
  return { ...line(entry, 'matched'), doubt: entry.body.doubt };
}

function line({ seq, at, body }: OfResult, type: LineageEntry['type']): LineageEntry {
  return { seq, at: isoTime(at), type, by: body.actor.name, state: body.verdict.state };
}
