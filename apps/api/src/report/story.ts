import type { StoryEntry } from '@posko/contracts';
import { isKind, lateMinutes, receiptOf } from '@posko/domain';
import type { Calendar, JournalEntry } from '@posko/domain';
import { entryOf } from '../platform/journal/journal.repository';
import type { JournalInsert } from '../platform/journal/journal-types';

/** A TPS's entries as its story, latest first. */
export function storyOf(rows: readonly JournalInsert[], calendar: Calendar): StoryEntry[] {
  return rows.flatMap((row) => lineOf(entryOf(row), row.hash, calendar) ?? []).reverse();
}

function lineOf(entry: JournalEntry, hash: string, calendar: Calendar): StoryEntry | null {
  const receipt = receiptOf(entry.seq, Buffer.from(hash, 'hex'));
  const base = { seq: entry.seq, receipt, receivedAt: new Date(entry.at).toISOString() };
  if (isKind(entry, 'tps.reported.v1')) {
    const { stage, occurredAt, effect, source, standsAt, turnout, note } = entry.body;
    return {
      ...base,
      kind: 'report',
      ...{ stage, occurredAt, effect, source, standsAt },
      lateMinutes: lateMinutes(calendar, stage, Date.parse(occurredAt)),
      ...(turnout === undefined ? {} : { turnout }),
      ...(note === undefined ? {} : { note }),
    };
  }
  if (isKind(entry, 'tps.steppedBack.v1')) return { ...base, kind: 'stepBack', ...entry.body };
  return isKind(entry, 'tps.marked.v1') ? { ...base, kind: 'mark', ...entry.body } : null;
}
