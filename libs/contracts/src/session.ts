import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH, PERMISSION_NAMES, Person, TpsCode } from '@posko/domain';
import type { Permission } from '@posko/domain';
import * as z from 'zod';
import type { Endpoints } from './endpoint-type';
import { CommandId } from './text';
import { Time } from './time';

/** As typed: whatever fits is let through, so that a wrong name and a wrong password look alike. */
const TypedName = z.string().min(1).max(200);
const TypedPassword = z.string().min(1).max(1024);
export const TypedCode = z.string().trim().min(1).max(40);
export const NewPassword = z.string().min(PASSWORD_MIN_LENGTH).max(PASSWORD_MAX_LENGTH);

export const SignInRequest = z.strictObject({
  username: TypedName,
  password: TypedPassword,
  code: TypedCode.optional().describe('of the second factor, or a recovery code'),
});
export type SignInRequest = z.input<typeof SignInRequest>;

/**
 * Header of requests that a screen makes by itself while nobody is at it: they do not prolong the session, or a screen left
 * open would never be signed out.
 */
export const UNATTENDED_HEADER = 'posko-unattended';

/** What a session still has to do before it may do anything else. */
export const PENDING_STEPS = ['password', 'second-factor'] as const;
export const PendingStep = z.enum(PENDING_STEPS);
export type PendingStep = z.infer<typeof PendingStep>;

export const SessionResponse = z.object({
  person: Person,
  permissions: z.array(z.enum(PERMISSION_NAMES as [Permission, ...Permission[]])),
  pending: PendingStep.nullable(),
  hasSecondFactor: z.boolean(),
  startedAt: Time,
  idleUntil: Time.describe('ends then unless something is asked before; real time'),
  endsAt: Time.describe('ends then in any case; real time'),
});
export type SessionResponse = z.infer<typeof SessionResponse>;

export const SignOutQuery = z.object({ everywhere: z.enum(['true', 'false']).default('false') });

/** A one-time link to set a first or new password: set-up of the first administrator, invitation, reset. */
export const InvitationRequest = z.strictObject({ token: z.string().min(20).max(200), password: NewPassword });
export type InvitationRequest = z.input<typeof InvitationRequest>;
export const InvitationQuery = z.object({ token: z.string().min(20).max(200) });
export const InvitationResponse = z.object({ username: z.string(), displayName: z.string(), endsAt: Time });
export type InvitationResponse = z.infer<typeof InvitationResponse>;

export const ActivationRequest = z.strictObject({
  id: CommandId.optional().describe('the same one again within ten minutes lets in the device whose answer was lost'),
  tps: TpsCode,
  code: TypedCode,
});
export type ActivationRequest = z.input<typeof ActivationRequest>;
export type ActivationCommand = z.output<typeof ActivationRequest>;

export const PasswordRequest = z.strictObject({ current: TypedPassword, next: NewPassword });
export type PasswordRequest = z.input<typeof PasswordRequest>;

/** The key to put into an authenticator app. It counts only once a code made with it was shown. */
export const SecondFactorOffer = z.object({ secret: z.string(), uri: z.string() });
export type SecondFactorOffer = z.infer<typeof SecondFactorOffer>;
export const SecondFactorRequest = z.strictObject({ code: TypedCode, password: TypedPassword.optional() });
export type SecondFactorRequest = z.input<typeof SecondFactorRequest>;
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

/** Ways to sign in that this office offers; `isDemo`: made-up people, shown to whoever comes; where the public reads. */
export const SignInOffer = z.object({
  openid: z.object({ name: z.string(), path: z.string() }).nullable(),
  isDemo: z.boolean(),
  needsSetUp: z.boolean(),
  publication: z.string().describe('what addresses of the public files begin with, with a slash at the end'),
});
export type SignInOffer = z.infer<typeof SignInOffer>;

export const Nothing = z.object({});

export const SESSION_ENDPOINTS = {
  signIn: {
    method: 'POST',
    path: '/api/session',
    summary: 'Signs in with name, password and second factor; the session is a cookie',
    access: 'public',
    body: SignInRequest,
    response: SessionResponse,
    created: true,
    errors: ['invalid-request', 'sign-in-refused', 'second-factor-required', 'too-many-attempts', 'cross-site'],
  },
  session: {
    method: 'GET',
    path: '/api/session',
    summary: 'Who is signed in, and what they may do',
    access: 'session',
    response: SessionResponse,
    errors: ['not-signed-in'],
  },
  signOut: {
    method: 'DELETE',
    path: '/api/session',
    summary: 'Ends this session, or with `everywhere` all of this person',
    access: 'session',
    query: SignOutQuery,
    response: Nothing,
    errors: ['not-signed-in', 'cross-site'],
  },
  signInOffer: {
    method: 'GET',
    path: '/api/session/offer',
    summary: 'Ways to sign in',
    access: 'public',
    response: SignInOffer,
    errors: [],
  },
  invitation: {
    method: 'GET',
    path: '/api/session/invitation',
    summary: 'Whom a one-time link is for',
    access: 'public',
    query: InvitationQuery,
    response: InvitationResponse,
    errors: ['invalid-request', 'invitation-refused', 'too-many-attempts'],
  },
  acceptInvitation: {
    method: 'POST',
    path: '/api/session/invitation',
    summary: 'Sets the password by a one-time link and signs in',
    access: 'public',
    body: InvitationRequest,
    response: SessionResponse,
    created: true,
    errors: ['invalid-request', 'invitation-refused', 'password-too-common', 'too-many-attempts', 'cross-site'],
  },
  activate: {
    method: 'POST',
    path: '/api/session/activation',
    summary: "Binds this device to a TPS by the crew's one-time code",
    access: 'public',
    body: ActivationRequest,
    response: SessionResponse,
    created: true,
    errors: ['invalid-request', 'activation-refused', 'too-many-attempts', 'cross-site'],
  },
  changePassword: {
    method: 'PUT',
    path: '/api/session/password',
    summary: 'Changes the own password; all other sessions of the person end',
    access: 'session',
    body: PasswordRequest,
    response: SessionResponse,
    errors: ['invalid-request', 'sign-in-refused', 'password-too-common', 'too-many-attempts'],
  },
  offerSecondFactor: {
    method: 'POST',
    path: '/api/session/second-factor',
    summary: 'Begins to set up the second factor',
    access: 'session',
    response: SecondFactorOffer,
    created: true,
    errors: ['second-factor-set'],
  },
  confirmSecondFactor: {
    method: 'PUT',
    path: '/api/session/second-factor',
    summary: 'Ends the set-up with a code; answers with recovery codes, shown once',
    access: 'session',
    body: SecondFactorRequest,
    response: RecoveryCodes,
    errors: ['invalid-request', 'sign-in-refused', 'second-factor-set', 'too-many-attempts'],
  },
  openidStart: {
    method: 'GET',
    path: '/api/session/openid',
    summary: "Sends the browser to the office's identity provider",
    access: 'public',
    response: 'redirect',
    errors: ['not-found', 'too-many-attempts'],
  },
  openidReturn: {
    method: 'GET',
    path: '/api/session/openid/callback',
    summary: 'Where the identity provider sends the browser back to',
    access: 'public',
    response: 'redirect',
    errors: ['not-found', 'sign-in-refused', 'too-many-attempts'],
  },
} as const satisfies Endpoints;
