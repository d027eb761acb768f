import { PhotoDoubt } from '@posko/domain';
import * as z from 'zod';
import { ContestName } from './contest';
import type { Endpoints } from './endpoint-type';
import { CommandId } from './text';
import { Time } from './time';

/** Largest photo or scan. */
export const EVIDENCE_BYTES = 25 * 1024 * 1024;
/** Longer edge of a picture, in pixels: more is no photo of a form. */
export const EVIDENCE_EDGE = 12_000;

export const EVIDENCE_TYPES = ['image/jpeg', 'image/png', 'image/heic', 'application/pdf'] as const;

export const EvidenceQuery = z.object({
  id: CommandId,
  contest: ContestName,
  tps: z.string().regex(/^\d{13}$/),
  page: z.coerce.number<string | number>().int().min(1).max(20).default(1),
  replaces: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('the photo whose place it takes; that one stays'),
});
export type EvidenceQuery = z.output<typeof EvidenceQuery>;

export const EvidenceAnswer = z.object({
  seq: z.int(),
  receipt: z.string(),
  at: Time.describe("when it came, by the room's clock"),
  sha256: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  doubts: z.array(PhotoDoubt),
  hasPicture: z
    .boolean()
    .describe('there is something to show beside the figures; else only the original, to be saved'),
  version: z.int(),
});
export type EvidenceAnswer = z.infer<typeof EvidenceAnswer>;

export const EvidenceImageQuery = z.object({ size: z.enum(['original', 'screen', 'thumb']).default('original') });

export const EVIDENCE_ENDPOINTS = {
  keepEvidence: {
    method: 'POST',
    path: '/api/evidence',
    summary: 'Keeps a photo or scan of a form (the body, as it is) and ties it to its TPS',
    access: { permission: 'result.enter', at: 'content' },
    query: EvidenceQuery,
    upload: { limitBytes: EVIDENCE_BYTES },
    response: EvidenceAnswer,
    created: true,
    errors: [
      'invalid-request',
      'tps-not-found',
      'contest-not-found',
      'evidence-not-found',
      'evidence-refused',
      'idempotency-conflict',
      'payload-too-large',
      'not-ready',
    ],
  },
  evidence: {
    method: 'GET',
    path: '/api/contests/{contest}/tps/{tpsCode}/evidence/{sha256}',
    summary: 'The bytes as they came, or a derived picture',
    access: { permission: 'result.read', at: 'path' },
    query: EvidenceImageQuery,
    response: 'binary',
    errors: ['invalid-request', 'tps-not-found', 'contest-not-found', 'evidence-not-found', 'not-ready'],
  },
} as const satisfies Endpoints;
