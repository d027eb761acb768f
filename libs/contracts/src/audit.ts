import { Actor } from '@posko/domain';
import * as z from 'zod';
import type { Endpoints } from './endpoint-type';
import { FreeText } from './text';
import { Time } from './time';

export const AuditQuery = z.object({
  name: FreeText.max(100).optional().describe('user name of who did it'),
  kind: z.string().trim().max(60).optional().describe('entry kind or its beginning, e.g. session.'),
  place: z
    .string()
    .regex(/^\d{1,13}$/)
    .optional()
    .describe('region or TPS and all below'),
  q: z.string().trim().max(100).optional().describe('text within the entry'),
  from: Time.optional(),
  until: Time.optional(),
  before: z.coerce.number().int().min(1).optional().describe('entries before this seq, for the next page'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type AuditQuery = z.input<typeof AuditQuery>;

/** A journal entry as the audit shows it: who, from where, on what. */
export const AuditRow = z.object({
  seq: z.int(),
  at: Time,
  kind: z.string(),
  subject: z.string(),
  actor: Actor.nullable(),
  receipt: z.string(),
  body: z.record(z.string(), z.unknown()),
});
export type AuditRow = z.infer<typeof AuditRow>;

export const AuditResponse = z.object({ seq: z.int(), rows: z.array(AuditRow), next: z.int().nullable() });
export type AuditResponse = z.infer<typeof AuditResponse>;

export const AUDIT_ENDPOINTS = {
  audit: {
    method: 'GET',
    path: '/api/audit',
    summary: 'Journal entries by person, kind, place, time and text, latest first',
    access: { permission: 'audit.read', at: 'scope' },
    query: AuditQuery,
    response: AuditResponse,
    errors: ['invalid-request'],
  },
} as const satisfies Endpoints;
