import * as z from 'zod';
import { TpsCode } from './code';
import { AccountRole, Scope } from './person';
import { Stage } from './stage';

const voters = z.int().min(0).max(9999);

/** Acts that two people have to want: one asks with a reason, another approves. */
export const DangerousAct = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('stepBack'), tps: TpsCode, stage: Stage }),
  z.strictObject({ type: z.literal('correctRegister'), tps: TpsCode, dptL: voters, dptP: voters }),
  z.strictObject({ type: z.literal('grantAdministrator'), user: z.uuid(), role: AccountRole, scope: Scope }),
]);
export type DangerousAct = z.infer<typeof DangerousAct>;
export type DangerousActType = DangerousAct['type'];

export const APPROVAL_STATUSES = ['pending', 'approved', 'refused', 'withdrawn'] as const;
export const ApprovalStatus = z.enum(APPROVAL_STATUSES);
export type ApprovalStatus = z.infer<typeof ApprovalStatus>;

/** True where this person may decide on what that one asked: anyone but the one who asked. */
export function mayDecide(asked: { readonly id: string }, decider: { readonly id: string }): boolean {
  return asked.id !== decider.id;
}

/** What a decision runs against: who asked, and where the request stands. */
export interface Undecided {
  readonly status: ApprovalStatus;
  readonly askedBy: { readonly id: string };
}

/**
 * Why this person may not answer a request so, or null. What one asked one may only take back, what another asked one may
 * only approve or refuse; and only once.
 */
export function decisionFault(
  asked: Undecided,
  decider: { readonly id: string },
  status: Exclude<ApprovalStatus, 'pending'>,
): 'forbidden' | 'own-request' | 'approval-decided' | null {
  const isOther = mayDecide(asked.askedBy, decider);
  if (status === 'withdrawn' && isOther) return 'forbidden';
  if (status !== 'withdrawn' && !isOther) return 'own-request';
  return asked.status === 'pending' ? null : 'approval-decided';
}
