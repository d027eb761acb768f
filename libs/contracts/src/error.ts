import * as z from 'zod';

/** Every error a client can meet, with its HTTP status. */
export const ERROR_STATUS = {
  'invalid-request': 400,
  'not-found': 404,
  'region-not-found': 404,
  'tps-not-found': 404,
  'receipt-not-found': 404,
  'method-not-allowed': 405,
  'idempotency-conflict': 409,
  'step-back-not-earlier': 409,
  'register-in-use': 409,
  'clock-is-real': 409,
  'payload-too-large': 413,
  'unsupported-media-type': 415,
  'too-many-requests': 429,
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
