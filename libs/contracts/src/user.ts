import { AccountRole, RegionCode, Scope, Username, User } from '@posko/domain';
import * as z from 'zod';
import type { Endpoints } from './endpoint-type';
import { CommandId, FreeText } from './text';
import { Time } from './time';

/** An account as the administration sees it. */
export const UserRow = User.extend({
  hasPassword: z.boolean(),
  hasSecondFactor: z.boolean(),
  sessions: z.int(),
  lastSeenAt: Time.nullable(),
  invitedUntil: Time.nullable(),
});
export type UserRow = z.infer<typeof UserRow>;

export const UserQuery = z.object({
  q: FreeText.max(100).optional().describe('part of the name'),
  role: AccountRole.optional(),
  region: RegionCode.optional(),
  active: z.enum(['true', 'false']).optional(),
  after: FreeText.max(64).optional().describe('name of the last one seen'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type UserQuery = z.output<typeof UserQuery>;
export const UserList = z.object({ total: z.int(), rows: z.array(UserRow) });
export type UserList = z.infer<typeof UserList>;

/** Colleagues to hand work to: only what everyone at the desk may know. */
export const ColleagueList = z.object({
  rows: z.array(z.object({ id: z.uuid(), name: z.string(), displayName: z.string(), role: AccountRole, scope: Scope })),
});
export type ColleagueList = z.infer<typeof ColleagueList>;

export const NewUser = z.strictObject({
  username: Username,
  displayName: FreeText.min(1).max(120),
  role: AccountRole,
  region: RegionCode.describe('the scope: this region and all below; 0 is everything'),
});
export const NewUserRequest = NewUser.extend({ id: CommandId, reason: FreeText.optional() });
export type NewUserRequest = z.input<typeof NewUserRequest>;
export type NewUserCommand = z.output<typeof NewUserRequest>;

/** The link is shown to whoever invites, once; `approval` is what has to be approved before the role counts. */
export const UserAnswer = z.object({
  user: UserRow,
  invitation: z.object({ path: z.string(), endsAt: Time }).nullable(),
  approval: z.uuid().nullable(),
});
export type UserAnswer = z.infer<typeof UserAnswer>;

export const UserPatch = z.strictObject({
  id: CommandId,
  displayName: FreeText.min(1).max(120).optional(),
  role: AccountRole.optional(),
  region: RegionCode.optional(),
  isActive: z.boolean().optional(),
  reason: FreeText.optional().describe('needed where someone else has to approve'),
});
export type UserPatch = z.input<typeof UserPatch>;
export type UserPatchCommand = z.output<typeof UserPatch>;

export const RESETS = ['password', 'secondFactor', 'sessions'] as const;
export const ResetRequest = z.strictObject({
  id: CommandId,
  what: z.enum(RESETS),
  reason: FreeText.optional().describe('needed where someone else has to approve'),
});
export type ResetRequest = z.input<typeof ResetRequest>;
export type ResetCommand = z.output<typeof ResetRequest>;

export const USER_IMPORT_BYTES = 2 * 1024 * 1024;
/** CSV with the columns `username,display_name,role,region`. */
export const UserImportRequest = z.strictObject({
  id: CommandId,
  csv: z.string().max(USER_IMPORT_BYTES),
  isTrial: z.boolean().default(false).describe('checks only'),
});
export type UserImportRequest = z.input<typeof UserImportRequest>;
export type UserImportCommand = z.output<typeof UserImportRequest>;
export const UserImportAnswer = z.object({
  created: z.array(z.object({ username: z.string(), path: z.string().describe('of the invitation') })),
  unchanged: z.int(),
  issues: z.array(z.object({ line: z.int(), column: z.string(), message: z.string() })),
});
export type UserImportAnswer = z.infer<typeof UserImportAnswer>;

export const ActivationIssueRequest = z.strictObject({
  id: CommandId,
  region: Scope.describe('a region and all below, or one TPS whose code or device was lost'),
});
export type ActivationIssueRequest = z.input<typeof ActivationIssueRequest>;
export type ActivationIssueCommand = z.output<typeof ActivationIssueRequest>;
export const ActivationState = z.object({
  region: z.string(),
  tps: z.int(),
  issued: z.int(),
  activated: z.int(),
  issuedAt: Time.nullable(),
});
export type ActivationState = z.infer<typeof ActivationState>;

const manage = { permission: 'user.manage', at: 'content' } as const;

export const USER_ENDPOINTS = {
  users: {
    method: 'GET',
    path: '/api/users',
    summary: 'Accounts within the own scope',
    access: { permission: 'user.manage', at: 'scope' },
    query: UserQuery,
    response: UserList,
    errors: ['invalid-request'],
  },
  colleagues: {
    method: 'GET',
    path: '/api/users/colleagues',
    summary: 'People who can be given work',
    access: { permission: 'user.read', at: 'scope' },
    response: ColleagueList,
    errors: [],
  },
  createUser: {
    method: 'POST',
    path: '/api/users',
    summary: 'A new account with an invitation; an administrator needs the approval of another',
    access: manage,
    body: NewUserRequest,
    response: UserAnswer,
    created: true,
    errors: ['invalid-request', 'region-not-found', 'username-taken', 'idempotency-conflict'],
  },
  changeUser: {
    method: 'PATCH',
    path: '/api/users/{userId}',
    summary: 'Changes name, role, scope, or (de)activates; sessions end where rights shrink',
    access: manage,
    body: UserPatch,
    response: UserAnswer,
    errors: [
      'invalid-request',
      'user-not-found',
      'region-not-found',
      'own-account',
      'last-administrator',
      'idempotency-conflict',
    ],
  },
  resetUser: {
    method: 'POST',
    path: '/api/users/{userId}/resets',
    summary:
      'New invitation, second factor removed, or signed out everywhere; an administrator then needs a new approval',
    access: manage,
    body: ResetRequest,
    response: UserAnswer,
    created: true,
    errors: ['invalid-request', 'user-not-found', 'own-account', 'last-administrator', 'idempotency-conflict'],
  },
  importUsers: {
    method: 'POST',
    path: '/api/users/imports',
    summary: 'Accounts from CSV: all or none, every mistake with its line',
    access: manage,
    body: UserImportRequest,
    bodyLimitBytes: 2 * USER_IMPORT_BYTES,
    response: UserImportAnswer,
    created: true,
    errors: ['invalid-request', 'idempotency-conflict', 'payload-too-large'],
  },
  activations: {
    method: 'GET',
    path: '/api/activations/{regionCode}',
    summary: 'How many TPS of a region have a code and a device',
    access: { permission: 'activation.issue', at: 'path' },
    response: ActivationState,
    errors: ['region-not-found'],
  },
  issueActivations: {
    method: 'POST',
    path: '/api/activations',
    summary: 'New one-time codes for every TPS of a region, as CSV; earlier codes and devices of these TPS end',
    access: { permission: 'activation.issue', at: 'content' },
    body: ActivationIssueRequest,
    response: 'binary',
    created: true,
    errors: ['invalid-request', 'region-not-found', 'idempotency-conflict'],
  },
} as const satisfies Endpoints;
