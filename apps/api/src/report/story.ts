import type { StoryEntry } from '@posko/contracts';
import { UNREPORTED, evolveTps, isKind, isResultEntry, isoTime, lateMinutes, receiptOf, stageAt } from '@posko/domain';
import type { Calendar, JournalEntry, TpsState } from '@posko/domain';
import { entryOf } from '../platform/journal/journal.repository';
import type { JournalInsert } from '../platform/journal/journal-types';

/** A TPS's entries as its story, latest first. */
export function storyOf(rows: readonly JournalInsert[], calendar: Calendar): StoryEntry[] {
  const lines: StoryEntry[] = [];
  let state = UNREPORTED;
  for (const row of rows) {
    const entry = entryOf(row);
    const before = state;
    state = evolveTps(before, entry);
    const line = lineOf(entry, { hash: row.hash, calendar, before, after: state });
    if (line !== null) lines.push(line);
  }
  return lines.reverse();
}

interface LineContext {
  readonly hash: string;
  readonly calendar: Calendar;
  /** Where the TPS stood before this entry, and after it. */
  readonly before: TpsState;
  readonly after: TpsState;
}

function lineOf(entry: JournalEntry, { hash, calendar, before, after }: LineContext): StoryEntry | null {
  const receipt = receiptOf(entry.seq, Buffer.from(hash, 'hex'));
  const base = { seq: entry.seq, receipt, receivedAt: isoTime(entry.at) };
  if (isKind(entry, 'tps.reported.v1')) {
    const { stage, occurredAt, effect, source, standsAt, turnout, note, actor } = entry.body;
    return {
      ...base,
      kind: 'report',
      ...{ stage, occurredAt, effect, source, standsAt },
      lateMinutes: lateMinutes(calendar, { stage, occurredAt: Date.parse(occurredAt) }, after.countedAt),
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
  if (isResultEntry(entry)) {
    // Most entries about a result leave the TPS where it stands, and are told on the result's own page.
    if (after === before) return null;
    const { contest, isWithdrawn, actor } = entry.body;
    const stood = { stoodAt: stageAt(before.stage), standsAt: stageAt(after.stage) };
    const withdrawn = isWithdrawn === undefined ? {} : { isWithdrawn };
    return { ...base, kind: 'result', contest, ...stood, ...withdrawn, by: actor.name };
  }
  if (!isKind(entry, 'tps.marked.v1')) return null;
  const { mark, isSet, reason, by, standsAt } = entry.body;
  return { ...base, kind: 'mark', ...{ mark, isSet, reason, by, standsAt } };
}
