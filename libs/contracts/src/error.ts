import * as z from 'zod';

/** Every error a client can meet, with its HTTP status. */
export const ERROR_STATUS = {
  'invalid-request': 400,
  'password-too-common': 400,
  'attachment-refused': 400,
  'evidence-refused': 400,
  'not-signed-in': 401,
  'sign-in-refused': 401,
  'second-factor-required': 401,
  'invitation-refused': 401,
  'projector-refused': 401,
  'activation-refused': 401,
  forbidden: 403,
  'sign-in-unfinished': 403,
  'cross-site': 403,
  'own-request': 403,
  'own-account': 403,
  'own-reading': 403,
  'not-found': 404,
  'region-not-found': 404,
  'tps-not-found': 404,
  'receipt-not-found': 404,
  'user-not-found': 404,
  'incident-not-found': 404,
  'attachment-not-found': 404,
  'contest-not-found': 404,
  'evidence-not-found': 404,
  'approval-not-found': 404,
  'handover-not-found': 404,
  'release-not-found': 404,
  'projector-link-not-found': 404,
  'method-not-allowed': 405,
  'idempotency-conflict': 409,
  'step-back-not-earlier': 409,
  'register-in-use': 409,
  'clock-is-real': 409,
  'second-factor-set': 409,
  'username-taken': 409,
  'last-administrator': 409,
  'approval-decided': 409,
  'stale-version': 409,
  'incident-transition': 409,
  'result-transition': 409,
  'rule-not-broken': 409,
  'recap-transition': 409,
  'publication-transition': 409,
  'publication-paused': 409,
  'release-transition': 409,
  'call-not-taken': 409,
  'handover-signed': 409,
  'payload-too-large': 413,
  'unsupported-media-type': 415,
  'too-many-requests': 429,
  'too-many-attempts': 429,
  internal: 500,
  'not-ready': 503,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ERROR_STATUS;
export const ERROR_CODES = Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]];

/** One field that was refused: its path (`occurredAt`, `turnout`) and why, in words for a developer. */
export const FieldIssue = z.object({ path: z.string(), message: z.string() });
export type FieldIssue = z.infer<typeof FieldIssue>;

export const ErrorBody = z.object({
  code: z.enum(ERROR_CODES),
  params: z
    .object({ issues: z.array(FieldIssue).optional() })
    .catchall(z.unknown())
    .optional(),
  traceId: z.string(),
});
export type ErrorBody = z.infer<typeof ErrorBody>;
