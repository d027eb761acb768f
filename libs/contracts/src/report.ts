import { ContestId, Mark, REPORT_EFFECTS, ReportSource, ReportableStage, SettableMark, Stage } from '@posko/domain';
import * as z from 'zod';
import { RegionRef } from './board';
import type { Endpoints } from './endpoint-type';
import { CommandId, FreeText } from './text';
import { Time } from './time';

export const ReportRequest = z.strictObject({
  id: CommandId.describe('made by the client, once per report'),
  stage: ReportableStage,
  occurredAt: Time.describe('when it happened, as the crew says'),
  turnout: z.int().min(0).max(9999).optional().describe('voters so far'),
  note: FreeText.optional(),
  source: ReportSource.optional(),
});
export type ReportRequest = z.input<typeof ReportRequest>;
export type ReportCommand = z.output<typeof ReportRequest>;

/** A supervisor sets or clears a side mark. */
export const MarkRequest = z.strictObject({
  id: CommandId,
  mark: SettableMark,
  isSet: z.boolean(),
  reason: FreeText.min(1),
});
export type MarkRequest = z.input<typeof MarkRequest>;
export type MarkCommand = z.output<typeof MarkRequest>;

/** Answer to every command on a TPS: number of the journal entry, its receipt, and where the TPS stands after it. */
export const CommandAnswer = z.object({ seq: z.int(), receipt: z.string(), stage: Stage });
export type CommandAnswer = z.infer<typeof CommandAnswer>;

const StoryBase = z.object({
  seq: z.int(),
  receipt: z.string(),
  receivedAt: Time,
  standsAt: Stage,
  by: z.string().optional(),
});
/** One line of a TPS's story. */
export const StoryEntry = z.discriminatedUnion('kind', [
  StoryBase.extend({
    kind: z.literal('report'),
    stage: Stage,
    occurredAt: Time,
    lateMinutes: z.int(),
    effect: z.enum(REPORT_EFFECTS),
    source: ReportSource,
    turnout: z.int().optional(),
    note: z.string().optional(),
  }),
  StoryBase.extend({
    kind: z.literal('stepBack'),
    stoodAt: Stage,
    reason: z.string(),
    by: z.string(),
    approvedBy: z.string().optional(),
  }),
  /** A result moved the TPS on, or its figures were taken back from the public. */
  StoryBase.extend({
    kind: z.literal('result'),
    contest: ContestId,
    stoodAt: Stage,
    isWithdrawn: z.boolean().optional(),
    by: z.string(),
  }),
  StoryBase.extend({ kind: z.literal('mark'), mark: Mark, isSet: z.boolean(), reason: z.string(), by: z.string() }),
]);
export type StoryEntry = z.infer<typeof StoryEntry>;

export const TpsResponse = z.object({
  seq: z.int(),
  at: Time,
  code: z.string(),
  number: z.int(),
  position: z.int(),
  path: z.array(RegionRef),
  dpt: z.object({ l: z.int(), p: z.int(), total: z.int() }),
  stage: Stage,
  stageAt: Time.nullable(),
  marks: z.array(Mark),
  overdue: z.object({ missing: Stage, since: Time }).nullable(),
  turnout: z.object({ voters: z.int(), at: Time }).nullable(),
  story: z.array(StoryEntry).describe('latest first'),
});
export type TpsResponse = z.infer<typeof TpsResponse>;

export const ReceiptResponse = z.object({
  receipt: z.string(),
  seq: z.int(),
  receivedAt: Time,
  kind: z.string(),
  tpsCode: z.string().nullable(),
  stage: Stage.nullable(),
  hash: z.string(),
});
export type ReceiptResponse = z.infer<typeof ReceiptResponse>;

export const REPORT_ENDPOINTS = {
  report: {
    method: 'POST',
    path: '/api/tps/{tpsCode}/reports',
    summary: 'A crew reports a stage; 201 once it is durable, 200 with the same answer if repeated',
    access: { permission: 'report.create', at: 'path' },
    body: ReportRequest,
    response: CommandAnswer,
    created: true,
    errors: ['invalid-request', 'tps-not-found', 'idempotency-conflict', 'payload-too-large', 'unsupported-media-type'],
  },
  mark: {
    method: 'POST',
    path: '/api/tps/{tpsCode}/marks',
    summary: 'A supervisor sets or clears a side mark, with the reason',
    access: { permission: 'mark.set', at: 'path' },
    body: MarkRequest,
    response: CommandAnswer,
    created: true,
    errors: ['invalid-request', 'tps-not-found', 'idempotency-conflict'],
  },
  tps: {
    method: 'GET',
    path: '/api/tps/{tpsCode}',
    summary: 'A TPS and its whole story',
    access: { permission: 'tps.read', at: 'path' },
    response: TpsResponse,
    errors: ['invalid-request', 'tps-not-found'],
  },
  receipt: {
    method: 'GET',
    path: '/api/receipts/{receipt}',
    summary: 'What a receipt stands for',
    access: { permission: 'tps.read', at: 'content' },
    response: ReceiptResponse,
    errors: ['receipt-not-found'],
  },
} as const satisfies Endpoints;
