import type { VoterRow } from '@posko/domain';
import {
  CHasil,
  ContestId,
  Decision,
  FORM_RULES,
  HOLD_REASONS,
  HoldCode,
  PhotoDoubt,
  ReadingSource,
  Result,
  ResultState,
} from '@posko/domain';
import * as z from 'zod';
import { RegionRef } from './board';
import type { Endpoints } from './endpoint-type';
import { CommandId } from './text';
import { Time } from './time';

const NOTHING = { received: null, used: null, spoiled: null, unused: null };
const NO_ROW: z.infer<typeof VoterRow> = { l: null, p: null, j: null };

/** A form as it is sent; blocks III and IV may be left out where nobody read them. */
export const SentForm = CHasil.extend({
  ballots: CHasil.shape.ballots.default(NOTHING),
  disability: CHasil.shape.disability.default({ came: NO_ROW }),
});

export const EntryRequest = z.strictObject({
  id: CommandId.describe('made by the client, once per reading'),
  form: SentForm,
  source: ReadingSource.optional().describe('a crew is always `crew`; else `typist` unless it says otherwise'),
});
export type EntryRequest = z.input<typeof EntryRequest>;
export type EntryCommand = z.output<typeof EntryRequest>;

/** What a rule found, and where. */
export const FindingBody = z.object({
  code: z.enum(FORM_RULES),
  fields: z.array(z.string()),
  found: z.int().nullable(),
  against: z.int().nullable(),
});

/** Answer to every command on a result. The findings are those of the form that was sent. */
export const ResultAnswer = z.object({
  seq: z.int(),
  receipt: z.string(),
  contest: ContestId,
  state: ResultState,
  version: z.int(),
  findings: z.array(FindingBody),
  holds: z.array(HoldCode),
});
export type ResultAnswer = z.infer<typeof ResultAnswer>;

export const ResultDecisionRequest = z.strictObject({ id: CommandId, version: z.int().min(0), decision: Decision });
export type ResultDecisionRequest = z.infer<typeof ResultDecisionRequest>;

/** One step from the paper to the public: who, when, what came of it. */
export const LineageEntry = z.object({
  seq: z.int(),
  at: Time,
  type: z.enum([
    'entered',
    'photo',
    'matched',
    'resolve',
    'confirm',
    'hold',
    'release',
    'publish',
    'explain',
    'withdraw',
    'correct',
  ]),
  by: z.string(),
  reason: z.string().optional(),
  document: z.string().optional(),
  doubt: PhotoDoubt.optional().describe('what was found about a photo when another one came elsewhere'),
  state: ResultState,
});
export type LineageEntry = z.infer<typeof LineageEntry>;

/** A result and how it came about. While one reading waits for the other, its figures are shown only to who wrote it. */
export const ResultResponse = z.object({
  seq: z.int(),
  at: Time,
  path: z.array(RegionRef),
  result: Result,
  findings: z.array(FindingBody),
  lineage: z.array(LineageEntry).describe('latest first'),
});
export type ResultResponse = z.infer<typeof ResultResponse>;

/** A line of the list of results: what a queue needs to show, without figures. */
export const ResultRow = z.object({
  contest: ContestId,
  tps: z.string(),
  state: ResultState,
  version: z.int(),
  holds: z.array(HoldCode),
  codes: z.array(z.string()),
  photos: z.int(),
  readers: z.array(z.uuid()).describe('who read it: they do not judge between the readings'),
  changedAt: Time,
});
export type ResultRow = z.infer<typeof ResultRow>;

/** The row as everybody may see it: what the rules say of a reading that waits for the other tells of its figures. */
export function blindedRow(row: ResultRow): ResultRow {
  if (row.state !== 'enteredOnce') return row;
  return { ...row, codes: [], holds: row.holds.filter((code) => HOLD_REASONS.some((reason) => reason === code)) };
}

export const ResultQuery = z.object({
  region: z
    .string()
    .regex(/^\d{1,10}$/)
    .optional(),
  state: z
    .preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(ResultState))
    .optional()
    .describe('several by comma'),
  hold: HoldCode.optional(),
  after: z
    .string()
    .regex(/^\d{13}$/)
    .optional()
    .describe('TPS of the last row seen'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type ResultQuery = z.output<typeof ResultQuery>;
export const ResultList = z.object({ seq: z.int(), contest: ContestId, rows: z.array(ResultRow), more: z.boolean() });
export type ResultList = z.infer<typeof ResultList>;

const commandErrors = ['invalid-request', 'tps-not-found', 'contest-not-found', 'idempotency-conflict'] as const;

export const RESULT_ENDPOINTS = {
  enterResult: {
    method: 'POST',
    path: '/api/contests/{contest}/tps/{tpsCode}/entries',
    summary: 'A reading of the form, whatever the rules say of it; 201 once it is durable, 200 if repeated',
    access: { permission: 'result.enter', at: 'path' },
    body: EntryRequest,
    response: ResultAnswer,
    created: true,
    errors: [...commandErrors, 'payload-too-large'],
  },
  decideResult: {
    method: 'POST',
    path: '/api/contests/{contest}/tps/{tpsCode}/decisions',
    summary:
      'Resolves, confirms, holds, releases, publishes, explains, withdraws or corrects, for the version that was seen',
    access: { permission: 'result.review', at: 'path' },
    body: ResultDecisionRequest,
    response: ResultAnswer,
    created: true,
    errors: [...commandErrors, 'stale-version', 'result-transition', 'rule-not-broken', 'own-reading', 'forbidden'],
  },
  result: {
    method: 'GET',
    path: '/api/contests/{contest}/tps/{tpsCode}',
    summary: 'A result with its lineage',
    access: { permission: 'result.read', at: 'path' },
    response: ResultResponse,
    errors: ['invalid-request', 'tps-not-found', 'contest-not-found'],
  },
  results: {
    method: 'GET',
    path: '/api/contests/{contest}/results',
    summary: 'Results by state, in the order of their TPS, a page at a time',
    access: { permission: 'result.read', at: 'scope' },
    query: ResultQuery,
    response: ResultList,
    errors: ['invalid-request', 'contest-not-found'],
  },
} as const satisfies Endpoints;

/** Results that changed within a region over the entries after `from` up to `to`, under the gap rule of the board. */
export const ResultChanged = z.object({
  contest: ContestId,
  region: z.string(),
  from: z.int(),
  to: z.int(),
  at: Time,
  rows: z.array(ResultRow),
});
export type ResultChanged = z.infer<typeof ResultChanged>;
