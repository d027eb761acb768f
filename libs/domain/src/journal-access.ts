import * as z from 'zod';
import { APPROVAL_STATUSES, DangerousAct } from './approval';
import { Actor, PersonRef } from './person';
import { User } from './user';

const Time = z.iso.datetime({ offset: true });
const voters = z.int().min(0).max(9999);

/** How someone signed in. */
export const SIGN_IN_METHODS = ['password', 'invitation', 'activation', 'openid'] as const;
/** Why sessions ended other than by their own time limits, which need no entry: they are part of the session. */
export const SESSION_ENDS = ['signedOut', 'everywhere', 'deactivated', 'reset', 'activated'] as const;
export const CREDENTIALS = ['password', 'secondFactor', 'recoveryCodes', 'invitation'] as const;

/** Who came in, who was refused, who may what. Secrets (hashes, TOTP keys, codes, tokens) never stand here. */
export const ACCESS_BODIES = {
  'session.opened.v1': z.object({
    session: z.uuid(),
    method: z.enum(SIGN_IN_METHODS),
    hasSecondFactor: z.boolean(),
    actor: Actor,
  }),
  /** Sessions of `person`: the one named, or all of them. Every instance forgets them on reading this. */
  'session.ended.v1': z.object({
    person: z.uuid(),
    session: z.uuid().nullable(),
    reason: z.enum(SESSION_ENDS),
    actor: Actor,
  }),
  /** Alike refusals within a minute are one entry that counts them, so that a flood of guesses cannot fill the journal. */
  'access.refused.v1': z.object({
    code: z.string().describe('error code of the answer'),
    route: z.string(),
    place: z.string().describe('what it was about, if it named a region or TPS'),
    name: z.string().describe('user name as typed or as signed in; empty if none'),
    address: z.string(),
    times: z.int().min(1),
    since: Time,
    actor: Actor.optional(),
  }),
  'user.created.v1': z.object({ user: User, actor: Actor }),
  'user.changed.v1': z.object({
    user: User,
    changed: z.array(z.string()),
    approvedBy: PersonRef.optional(),
    actor: Actor,
  }),
  'credential.changed.v1': z.object({ user: z.uuid(), credential: z.enum(CREDENTIALS), actor: Actor }),
  'activation.issued.v1': z.object({ issue: z.uuid(), region: z.string(), tps: z.int(), actor: Actor }),
  'approval.asked.v1': z.object({
    approval: z.uuid(),
    act: DangerousAct,
    place: z.string(),
    reason: z.string(),
    actor: Actor,
  }),
  'approval.decided.v1': z.object({
    approval: z.uuid(),
    status: z.enum(APPROVAL_STATUSES).exclude(['pending']),
    reason: z.string(),
    actor: Actor,
  }),
  'register.corrected.v1': z.object({
    dptL: voters,
    dptP: voters,
    before: z.object({ dptL: voters, dptP: voters }),
    reason: z.string(),
    actor: Actor,
    approvedBy: PersonRef,
  }),
  'export.made.v1': z.object({
    what: z.string(),
    format: z.string(),
    rows: z.int(),
    query: z.record(z.string(), z.string()),
    actor: Actor,
  }),
} as const;
