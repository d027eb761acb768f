import { ApprovalStatus, DangerousAct, PersonRef } from '@posko/domain';
import * as z from 'zod';
import type { Endpoints } from './endpoint-type';
import { CommandId, FreeText } from './text';
import { Time } from './time';

/** Something dangerous that one person asked for and another decides on. */
export const Approval = z.object({
  id: z.uuid(),
  act: DangerousAct,
  place: z.string(),
  reason: z.string(),
  askedBy: PersonRef,
  askedAt: Time,
  status: ApprovalStatus,
  decidedBy: PersonRef.nullable(),
  decidedAt: Time.nullable(),
  decisionReason: z.string(),
  lastSeq: z.int(),
});
export type Approval = z.infer<typeof Approval>;

export const ApprovalRequest = z.strictObject({ id: CommandId, act: DangerousAct, reason: FreeText.min(1) });
export type ApprovalRequest = z.input<typeof ApprovalRequest>;
export type ApprovalCommand = z.output<typeof ApprovalRequest>;

export const DecisionRequest = z.strictObject({
  id: CommandId,
  status: z.enum(['approved', 'refused', 'withdrawn']),
  reason: FreeText.default(''),
});
export type DecisionRequest = z.input<typeof DecisionRequest>;
export type DecisionCommand = z.output<typeof DecisionRequest>;

export const ApprovalQuery = z.object({
  status: ApprovalStatus.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const ApprovalList = z.object({ seq: z.int(), pending: z.int(), rows: z.array(Approval) });
export type ApprovalList = z.infer<typeof ApprovalList>;

export const APPROVAL_ENDPOINTS = {
  approvals: {
    method: 'GET',
    path: '/api/approvals',
    summary: 'What was asked within the own scope, latest first',
    access: { permission: 'approval.read', at: 'scope' },
    query: ApprovalQuery,
    response: ApprovalList,
    errors: ['invalid-request'],
  },
  askApproval: {
    method: 'POST',
    path: '/api/approvals',
    summary: 'Asks for an act that another person has to approve',
    access: { permission: 'approval.ask', at: 'content' },
    body: ApprovalRequest,
    response: Approval,
    created: true,
    errors: ['invalid-request', 'tps-not-found', 'user-not-found', 'step-back-not-earlier', 'idempotency-conflict'],
  },
  decideApproval: {
    method: 'POST',
    path: '/api/approvals/{approvalId}/decisions',
    summary: 'Approves (and acts), refuses, or withdraws what oneself asked',
    access: { permission: 'approval.read', at: 'content' },
    body: DecisionRequest,
    response: Approval,
    created: true,
    errors: [
      'invalid-request',
      'approval-not-found',
      'own-request',
      'approval-decided',
      'step-back-not-earlier',
      'idempotency-conflict',
    ],
  },
} as const satisfies Endpoints;
