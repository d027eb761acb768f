import {
  CHasil,
  ContestCode,
  ContestId,
  ContestOption,
  FORM_RULES,
  HoldCode,
  ProfileName,
  PublicState,
  REGION_LEVELS,
  TpsCode,
} from '@posko/domain';
import * as z from 'zod';
import { Time } from './time';

/**
 * The files that the public reads (docs/published-files.md). Addresses are relative to `v1/`. `index.json`, those of the nation,
 * of provinces and of regencies, and `bulk.json` are written anew in their place; everything else is named by its content and never changes.
 */
export const PUBLISHED_VERSION = 1;

const Version = z.literal(PUBLISHED_VERSION);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Address = z.string().regex(/^[\w./-]+$/);

/** TPS that there are, whose figures are here, and whose figures are in the votes beside. */
export const PublishedCounts = z.object({ expected: z.int(), received: z.int(), counted: z.int() });
export type PublishedCounts = z.infer<typeof PublishedCounts>;

/** Sums over the TPS that are counted; what is held or still being checked is in none of them. */
export const PublishedVotes = z.object({
  options: z.record(z.string(), z.int()).describe("votes by option, a party's own apart from its candidates'"),
  parties: z
    .record(z.string(), z.int())
    .optional()
    .describe('by party, own votes and those of its candidates together'),
  valid: z.int(),
  invalid: z.int(),
  total: z.int(),
  dpt: z.int().describe('voters on the lists of the TPS counted, as on their forms'),
  came: z.int(),
});
export type PublishedVotes = z.infer<typeof PublishedVotes>;

export const PublishedRow = z.object({
  code: z.string(),
  name: z.string(),
  level: z.enum(REGION_LEVELS),
  counts: PublishedCounts,
  states: z.partialRecord(PublicState, z.int()),
  reasons: z.partialRecord(HoldCode, z.int()).describe('of the TPS held: how many for which reason'),
  voters: z.int().describe('voters on the register of all its TPS'),
  votes: PublishedVotes,
  file: Address.optional().describe('where its own file is; absent for the region that the file is about'),
});
export type PublishedRow = z.infer<typeof PublishedRow>;

/** A photo of one page: named by the SHA-256 of the original bytes, shown as a picture without what cameras write into it. */
export const PublishedPhoto = z.object({
  sha256: Sha256,
  page: z.int(),
  image: Address.nullable().describe('relative to the root of the tree; null where it cannot be drawn (PDF)'),
  replacedBy: Sha256.nullable(),
});
export type PublishedPhoto = z.infer<typeof PublishedPhoto>;

/** Taken back or changed after it was public, with the document that says so; the old figures stay. */
export const PublishedAct = z.object({ at: Time, reason: z.string(), document: z.string(), before: CHasil.nullable() });
export type PublishedAct = z.infer<typeof PublishedAct>;

export const PublishedCorrection = PublishedAct.extend({
  withdrawal: PublishedAct.omit({ before: true }).optional().describe('where the figures had been taken back before'),
});
export type PublishedCorrection = z.infer<typeof PublishedCorrection>;

export const PublishedTps = z.object({
  code: TpsCode,
  voters: z.int().describe('on the register'),
  state: PublicState,
  seq: z.int().describe('journal entry that changed it last; 0 where nothing came'),
  at: Time.nullable(),
  form: CHasil.nullable().describe('only where it is counted'),
  holds: z.array(HoldCode),
  warnings: z.array(z.enum(FORM_RULES)).describe('what stands out in figures that are counted'),
  isConfirmed: z.boolean().describe('somebody compared them with the photo: it stands so on the paper'),
  photos: z.array(PublishedPhoto),
  corrections: z.array(PublishedCorrection),
  withdrawal: PublishedAct.nullable(),
});
export type PublishedTps = z.infer<typeof PublishedTps>;

const Place = z.object({ code: z.string(), name: z.string() });
const RegionHead = {
  version: Version,
  contest: ContestId,
  seq: z.int().describe('last journal entry that changed anything in it'),
  at: Time.nullable().describe('when that was'),
  path: z.array(Place).describe('from the top down to the region itself'),
  region: PublishedRow,
};

/** A region from the nation down to a kecamatan: its row, and one for each region below. */
export const PublishedRegion = z.object({ ...RegionHead, rows: z.array(PublishedRow) });
export type PublishedRegion = z.infer<typeof PublishedRegion>;

/** A desa: all about its TPS. */
export const PublishedDesa = z.object({ ...RegionHead, tps: z.array(PublishedTps) });
export type PublishedDesa = z.infer<typeof PublishedDesa>;

export const PublishedContest = z.object({
  id: ContestId,
  code: ContestCode,
  name: z.string(),
  profile: ProfileName,
  regions: z.array(z.string()),
  options: z.array(ContestOption).describe("those with a line of their own, so not the persons on parties' lists"),
  candidates: Address.optional().describe("where the persons on parties' lists are; absent where there are none"),
  counts: PublishedCounts,
  top: z.string().describe('code of the widest region that has a file'),
  file: Address,
});
export type PublishedContest = z.infer<typeof PublishedContest>;

/** A release: numbered, frozen; its files never change. */
export const PublishedReleaseRef = z.object({
  number: z.int().min(1),
  contest: ContestId,
  seq: z.int(),
  at: Time.describe('as of when its figures are true'),
  releasedAt: Time,
  file: Address,
  sha256: Sha256,
  pdf: Address.optional(),
  image: Address.optional(),
  corrections: z.int().describe('TPS in it that were corrected or withdrawn since'),
  corrected: z.array(TpsCode).optional().describe('which: the latest twenty at most'),
});
export type PublishedReleaseRef = z.infer<typeof PublishedReleaseRef>;

/** Publication stands still by somebody's decision. */
export const PublishedPause = z.object({ since: Time, reason: z.string() });
export type PublishedPause = z.infer<typeof PublishedPause>;

/** The first file that a reader asks for, and asks for again. */
export const PublishedIndex = z.object({
  version: Version,
  seq: z.int().describe('all entries up to this one are in the tree'),
  at: Time.describe('as of when the figures are true'),
  writtenAt: Time.describe(
    'at most half a minute old while the operations side is there; real time, also in a rehearsal',
  ),
  office: z.string(),
  votingDay: z.string(),
  utcOffsetMinutes: z.int(),
  isRehearsal: z.boolean(),
  pause: PublishedPause.nullable(),
  contests: z.array(PublishedContest),
  releases: z.array(PublishedReleaseRef).describe('latest first'),
});
export type PublishedIndex = z.infer<typeof PublishedIndex>;

/** One file of open data. */
export const PublishedBulk = z.object({
  contest: ContestId,
  region: z.string(),
  name: z.string(),
  format: z.enum(['csv.zip', 'ndjson']),
  file: Address,
  bytes: z.int(),
  sha256: Sha256,
  rows: z.int(),
  seq: z.int(),
});
export type PublishedBulk = z.infer<typeof PublishedBulk>;

export const PublishedBulkIndex = z.object({ version: Version, at: Time, files: z.array(PublishedBulk) });
export type PublishedBulkIndex = z.infer<typeof PublishedBulkIndex>;

/** `regions.json`, the names for the search: fetched only when somebody searches. Every region that has a file, desa included. */
export const PublishedRegions = z.object({
  version: Version,
  regions: z.array(z.tuple([z.string(), z.string()])).describe('code and name, in the order of the codes'),
});
export type PublishedRegions = z.infer<typeof PublishedRegions>;

/** The persons on the lists of parties, at the address that the index names: thousands at a Pemilu, fetched only where they are shown. */
export const PublishedCandidates = z.object({ version: Version, contest: ContestId, options: z.array(ContestOption) });
export type PublishedCandidates = z.infer<typeof PublishedCandidates>;

/** Every kind of file under `v1/`. */
export const PUBLISHED_FILES = {
  index: PublishedIndex,
  region: PublishedRegion,
  desa: PublishedDesa,
  bulk: PublishedBulkIndex,
  regions: PublishedRegions,
  candidates: PublishedCandidates,
} as const;
