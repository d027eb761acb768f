import { ContestId, PersonRef, QuickCount } from '@posko/domain';
import * as z from 'zod';
import type { Endpoints } from './endpoint-type';
import { Briefing, QuickCountView, ReleaseFile } from './release-file';
import { CommandId, FreeText } from './text';
import { Time } from './time';

/** `draft`: frozen, and nobody outside has it; `released`: a second commissioner gave it out; `discarded`: nobody ever will. */
export const RELEASE_STATUSES = ['draft', 'released', 'discarded'] as const;
export const ReleaseStatus = z.enum(RELEASE_STATUSES);
export type ReleaseStatus = z.infer<typeof ReleaseStatus>;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A TPS that was in the votes of a release and was corrected or taken back since. The release stays as it is. */
export const ReleaseCorrection = z.object({
  tps: z.string(),
  act: z.enum(['corrected', 'withdrawn']),
  seq: z.int(),
  at: Time,
  reason: z.string(),
  document: z.string(),
});
export type ReleaseCorrection = z.infer<typeof ReleaseCorrection>;

export const ReleaseSummary = z.object({
  id: z.uuid(),
  number: z.int().min(1),
  contest: ContestId,
  contestName: z.string(),
  seq: z.int().describe('all entries up to this one are in it'),
  at: Time.describe('as of when its figures are true'),
  status: ReleaseStatus,
  draftedBy: PersonRef,
  draftedAt: Time,
  decidedBy: PersonRef.nullable().describe('who released or discarded it'),
  decidedAt: Time.nullable(),
  reason: z.string().describe('why it was discarded; else empty'),
  sha256: Sha256.describe('of its JSON file'),
  files: z.object({ json: Sha256, pdf: Sha256, png: Sha256 }).nullable().describe('once it is released'),
  corrections: z.int().describe('TPS in it that were corrected or withdrawn since'),
});
export type ReleaseSummary = z.infer<typeof ReleaseSummary>;

export const ReleaseList = z.object({ rows: z.array(ReleaseSummary) });
export type ReleaseList = z.infer<typeof ReleaseList>;

export const ReleaseResponse = z.object({
  release: ReleaseSummary,
  file: ReleaseFile,
  corrections: z.array(ReleaseCorrection).describe('latest first'),
});
export type ReleaseResponse = z.infer<typeof ReleaseResponse>;

/** Percentage points of the realistic case, in thousandths: ten points unless told otherwise. */
const Swing = z.coerce.number().int().min(0).max(500).default(100);

export const BriefingQuery = z.object({ swing: Swing });
export type BriefingQuery = z.output<typeof BriefingQuery>;

export const DraftRequest = z.strictObject({
  id: CommandId.describe('made by the client, once per draft'),
  contest: ContestId,
  swing: Swing,
});
export type DraftRequest = z.input<typeof DraftRequest>;
export type DraftCommand = z.output<typeof DraftRequest>;

export const GiveOutRequest = z.strictObject({ id: CommandId });
export type GiveOutRequest = z.infer<typeof GiveOutRequest>;

export const DiscardRequest = z.strictObject({ id: CommandId, reason: FreeText.min(1) });
export type DiscardRequest = z.infer<typeof DiscardRequest>;

export const ReleaseQuery = z.object({
  contest: ContestId.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ReleaseQuery = z.output<typeof ReleaseQuery>;

export const RELEASE_FORMATS = ['json', 'pdf', 'png', 'svg'] as const;
export const ReleaseFormat = z.enum(RELEASE_FORMATS);
export type ReleaseFormat = z.infer<typeof ReleaseFormat>;

export const QuickCountRequest = QuickCount.extend({ id: CommandId, at: Time });
export type QuickCountRequest = z.infer<typeof QuickCountRequest>;

/** All that institutes said, latest first: a later one by the same institute stands in the place of the earlier. */
export const QuickCountList = z.object({
  contest: ContestId,
  rows: z.array(QuickCountView.extend({ enteredBy: PersonRef, isLatest: z.boolean() })),
});
export type QuickCountList = z.infer<typeof QuickCountList>;

const releaseErrors = ['invalid-request', 'release-not-found', 'idempotency-conflict'] as const;
const read = { permission: 'release.read', at: 'content' } as const;
const make = { permission: 'release.make', at: 'content' } as const;

export const RELEASE_ENDPOINTS = {
  briefing: {
    method: 'GET',
    path: '/api/contests/{contest}/briefing',
    summary: 'What a release would say if it were frozen now',
    access: read,
    query: BriefingQuery,
    response: Briefing,
    errors: ['invalid-request', 'contest-not-found', 'not-ready'],
  },
  releases: {
    method: 'GET',
    path: '/api/releases',
    summary: 'Releases of contests that lie in the own scope, latest first',
    access: { permission: 'release.read', at: 'scope' },
    query: ReleaseQuery,
    response: ReleaseList,
    errors: ['invalid-request'],
  },
  draftRelease: {
    method: 'POST',
    path: '/api/releases',
    summary: 'Freezes a release as of one journal entry and numbers it; 201 new, 200 repeated',
    access: make,
    body: DraftRequest,
    response: ReleaseSummary,
    created: true,
    errors: ['invalid-request', 'contest-not-found', 'idempotency-conflict', 'not-ready'],
  },
  release: {
    method: 'GET',
    path: '/api/releases/{number}',
    summary: 'A release, and what was corrected of it since',
    access: read,
    response: ReleaseResponse,
    errors: ['release-not-found'],
  },
  giveOutRelease: {
    method: 'POST',
    path: '/api/releases/{number}/release',
    summary: 'Releases what another commissioner drafted; makes its PDF and picture; 201 new, 200 repeated',
    access: make,
    body: GiveOutRequest,
    response: ReleaseSummary,
    created: true,
    errors: [...releaseErrors, 'own-request', 'publication-paused', 'release-transition'],
  },
  discardRelease: {
    method: 'POST',
    path: '/api/releases/{number}/discard',
    summary: 'Says that a draft will not be released, and why; 201 new, 200 repeated',
    access: make,
    body: DiscardRequest,
    response: ReleaseSummary,
    created: true,
    errors: [...releaseErrors, 'release-transition'],
  },
  releaseFile: {
    method: 'GET',
    path: '/api/releases/{number}/files/{format}',
    summary: 'Its file: `json`, `pdf` (one page), `png` or `svg` (picture for a phone); of a draft, marked as one',
    access: read,
    response: 'binary',
    errors: ['release-not-found', 'not-found'],
  },
  quickCounts: {
    method: 'GET',
    path: '/api/contests/{contest}/quick-counts',
    summary: 'Quick counts of institutes beside the real count, with their history',
    access: read,
    response: QuickCountList,
    errors: ['contest-not-found', 'not-ready'],
  },
  enterQuickCount: {
    method: 'POST',
    path: '/api/contests/{contest}/quick-counts',
    summary: "An institute's quick count, as it published it; 201 new, 200 repeated",
    access: { permission: 'quickCount.enter', at: 'content' },
    body: QuickCountRequest,
    response: QuickCountList,
    created: true,
    errors: ['invalid-request', 'contest-not-found', 'idempotency-conflict'],
  },
} as const satisfies Endpoints;
