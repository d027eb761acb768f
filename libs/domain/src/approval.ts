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
