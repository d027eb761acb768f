import {
  Contest,
  Coverage,
  IncidentKind,
  IncidentStatus,
  Outcome,
  QuickCount,
  QuickCountLine,
  Severity,
} from '@posko/domain';
import * as z from 'zod';
import { PublishedRow } from './published';
import { Time } from './time';

export const RELEASE_VERSION = 1;

/** The same in both languages of the room. */
export const BothLanguages = z.object({ id: z.string(), en: z.string() });
export type BothLanguages = z.infer<typeof BothLanguages>;

/** A region's three counts, what is held and why, and the votes of its counted TPS. */
export const ReleaseRow = PublishedRow.omit({ file: true });
export type ReleaseRow = z.infer<typeof ReleaseRow>;

/** Open incidents of a kind, and how far they are dealt with; nothing of what callers said. */
export const ReleaseProblem = z.object({
  kind: IncidentKind,
  severity: Severity.describe('of the most severe one'),
  incidents: z.int().describe('a cause that struck many TPS counts once'),
  places: z.int().describe('TPS and regions that they are about'),
  statuses: z.partialRecord(IncidentStatus, z.int()).describe('what is being done: incidents by status'),
  since: Time.describe('when the oldest was opened'),
});
export type ReleaseProblem = z.infer<typeof ReleaseProblem>;

/** An institute's figures beside the real count. */
export const QuickCountView = QuickCount.extend({
  id: z.uuid(),
  enteredAt: Time,
  lines: z.array(QuickCountLine),
});
export type QuickCountView = z.infer<typeof QuickCountView>;

const THREE = 3;

/** What is said to the press about one contest at one moment: all of it follows from the journal up to `seq`. */
const Content = z.object({
  version: z.literal(RELEASE_VERSION),
  contest: Contest.pick({ id: true, code: true, name: true, options: true }),
  seq: z.int().describe('all entries up to this one are in it, and no other'),
  at: Time.describe('as of when the figures are true'),
  utcOffsetMinutes: z.int(),
  votingDay: z.string(),
  isRehearsal: z.boolean(),
  region: ReleaseRow.describe('all of the contest'),
  rows: z.array(ReleaseRow).describe('its parts; their counts and votes add up to those of the region'),
  coverage: Coverage,
  coverageSentence: BothLanguages,
  outcome: Outcome,
  problems: z.array(ReleaseProblem).describe('most severe first, then most frequent'),
  quickCounts: z.array(QuickCountView).describe('the latest of each institute'),
  sentences: z.object({
    id: z.array(z.string()).length(THREE),
    en: z.array(z.string()).length(THREE),
  }),
});

/** As it is now; nobody has frozen it. */
export const Briefing = Content;
export type Briefing = z.infer<typeof Briefing>;

/** The file of a release: numbered, frozen. Its bytes are canonical JSON; their SHA-256 is in the journal. */
export const ReleaseFile = Content.extend({ number: z.int().min(1) });
export type ReleaseFile = z.infer<typeof ReleaseFile>;
