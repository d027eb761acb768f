import type { StoryEntry } from '@posko/contracts';
import { UNREPORTED, evolveTps, isKind, isoTime, lateMinutes, receiptOf } from '@posko/domain';
import type { Calendar, JournalEntry } from '@posko/domain';
import { entryOf } from '../platform/journal/journal.repository';
import type { JournalInsert } from '../platform/journal/journal-types';

/** A TPS's entries as its story, latest first. */
export function storyOf(rows: readonly JournalInsert[], calendar: Calendar): StoryEntry[] {
  const lines: StoryEntry[] = [];
  let state = UNREPORTED;
  for (const row of rows) {
    const entry = entryOf(row);
    state = evolveTps(state, entry);
    const line = lineOf(entry, { hash: row.hash, calendar, countedAt: state.countedAt });
    if (line !== null) lines.push(line);
  }
  return lines.reverse();
}

interface LineContext {
  readonly hash: string;
  readonly calendar: Calendar;
  /** When the TPS had finished counting, as of this entry. */
  readonly countedAt: number | null;
}

function lineOf(entry: JournalEntry, { hash, calendar, countedAt }: LineContext): StoryEntry | null {
  const receipt = receiptOf(entry.seq, Buffer.from(hash, 'hex'));
  const base = { seq: entry.seq, receipt, receivedAt: isoTime(entry.at) };
  if (isKind(entry, 'tps.reported.v1')) {
    const { stage, occurredAt, effect, source, standsAt, turnout, note, actor } = entry.body;
    return {
      ...base,
      kind: 'report',
      ...{ stage, occurredAt, effect, source, standsAt },
      lateMinutes: lateMinutes(calendar, { stage, occurredAt: Date.parse(occurredAt) }, countedAt),
      ...(turnout === undefined ? {} : { turnout }),
      ...(note === undefined ? {} : { note }),
      ...(actor === undefined ? {} : { by: actor.name }),
    };
  }
  if (isKind(entry, 'tps.steppedBack.v1')) {
    const { standsAt, stoodAt, reason, by, approvedBy } = entry.body;
    const second = approvedBy === undefined ? {} : { approvedBy: approvedBy.name };
    return { ...base, kind: 'stepBack', ...{ standsAt, stoodAt, reason, by }, ...second };
  }
  if (!isKind(entry, 'tps.marked.v1')) return null;
  const { mark, isSet, reason, by, standsAt } = entry.body;
  return { ...base, kind: 'mark', ...{ mark, isSet, reason, by, standsAt } };
}
