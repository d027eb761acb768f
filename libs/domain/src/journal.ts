import * as z from 'zod';
import { SettableMark } from './mark';
import { REPORT_EFFECTS } from './tps';
import { ACCESS_BODIES } from './journal-access';
import { DESK_BODIES } from './journal-desk';
import { PUBLICATION_BODIES } from './journal-publication';
import { RECAP_BODIES } from './journal-recap';
import { RELEASE_BODIES } from './journal-release';
import { RESULT_BODIES } from './journal-result';
import { Actor, PersonRef } from './person';
import { Stage } from './stage';

const Time = z.iso.datetime({ offset: true });
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Where a report came from. */
export const REPORT_SOURCES = ['hotline', 'field', 'import', 'drill', 'api'] as const;
export const ReportSource = z.enum(REPORT_SOURCES);
export type ReportSource = z.infer<typeof ReportSource>;

/**
 * Everything that can happen, by kind. A kind is never changed once entries of it exist: it gets a new version.
 * `register.imported` and `sirekap.imported` name the bytes they stand for by SHA-256; the bytes are kept beside the journal.
 */
export const JOURNAL_BODIES = {
  'register.imported.v1': z.object({
    source: z.string(),
    tps: z.int(),
    regions: z.int(),
    dpt: z.object({ l: z.int(), p: z.int() }),
    /** Gzipped JSON, in register order: region rows first, then TPS rows. */
    chunks: z.array(Sha256),
    actor: Actor.optional(),
  }),
  'tps.reported.v1': z.object({
    stage: Stage,
    occurredAt: Time,
    turnout: z.int().optional(),
    note: z.string().optional(),
    source: ReportSource,
    effect: z.enum(REPORT_EFFECTS),
    /** Stage the TPS stands at after this report, and the one before. */
    standsAt: Stage,
    stoodAt: Stage,
    actor: Actor.optional(),
  }),
  /** `by` is the name of who asked; two people stand behind it since approvals exist. */
  'tps.steppedBack.v1': z.object({
    standsAt: Stage,
    stoodAt: Stage,
    reason: z.string(),
    by: z.string(),
    actor: Actor.optional(),
    approvedBy: PersonRef.optional(),
  }),
  'tps.marked.v1': z.object({
    mark: SettableMark,
    isSet: z.boolean(),
    reason: z.string(),
    by: z.string(),
    standsAt: Stage,
    actor: Actor.optional(),
  }),
  /** All deadlines up to `at` count from here on; every instance derives the same overdue marks from it. */
  'calendar.passed.v1': z.object({ at: Time }),
  /** A rehearsal's clock was set: it shows `at` at real time `realAt` and runs `speed` times as fast. */
  'clock.set.v1': z.object({ at: Time, speed: z.number().min(0), realAt: Time, actor: Actor.optional() }),
  'sirekap.imported.v1': z.object({
    contest: z.string(),
    files: z.array(z.object({ path: z.string(), sha256: Sha256, bytes: z.int(), region: z.string(), ts: Time })),
    actor: Actor.optional(),
  }),
  ...ACCESS_BODIES,
  ...DESK_BODIES,
  ...RESULT_BODIES,
  ...RECAP_BODIES,
  ...RELEASE_BODIES,
  ...PUBLICATION_BODIES,
} as const;

export type JournalKind = keyof typeof JOURNAL_BODIES;
export type JournalBody<K extends JournalKind> = z.infer<(typeof JOURNAL_BODIES)[K]>;
export const JOURNAL_KINDS = Object.keys(JOURNAL_BODIES) as JournalKind[];

/** An entry as the journal holds it; `subject` is the TPS or region it is about, or empty. */
export interface JournalEntry<K extends JournalKind = JournalKind> {
  readonly seq: number;
  /** Milliseconds since the epoch: when it was received, by the room's clock. */
  readonly at: number;
  readonly kind: K;
  readonly subject: string;
  readonly commandId: string;
  readonly body: JournalBody<K>;
}

export function isKind<K extends JournalKind>(entry: JournalEntry, kind: K): entry is JournalEntry<K> {
  return entry.kind === kind;
}

/**
 * Text whose SHA-256, over the previous entry's hash (hex; 64 zeros before the first), chains the journal.
 * `body` is the stored text to the letter. Lines cannot be confused: only the body may hold a line feed, and it comes last.
 */
export function chainText(
  previousHash: string,
  entry: { seq: number; at: number; kind: string; subject: string; commandId: string; body: string },
): string {
  return [previousHash, entry.seq, entry.at, entry.kind, entry.subject, entry.commandId, entry.body].join('\n');
}

export const FIRST_PREVIOUS_HASH = '0'.repeat(64);
