import type { ErrorBody, ErrorCode } from '@posko/contracts';

/** What can go wrong on the way, beside what the server says: no answer in time, or one that is not of the contract. */
export type FailureCode = ErrorCode | 'unreachable' | 'unreadable';

export interface Failure {
  readonly code: FailureCode;
  /** The server's own account of it, when there is one. */
  readonly body?: ErrorBody;
  /** Milliseconds to wait before trying again, where the server said so. */
  readonly retryAfterMs?: number;
}

/** An answer or why there is none; expected failures are values, only bugs throw. */
export type Answer<T> =
  { readonly isOk: true; readonly value: T } | { readonly isOk: false; readonly failure: Failure };

export function answered<T>(value: T): Answer<T> {
  return { isOk: true, value };
}

export function failed(
  code: FailureCode,
  body?: ErrorBody,
  retryAfterMs?: number,
): { readonly isOk: false; readonly failure: Failure } {
  const account = body === undefined ? { code } : { code, body };
  return { isOk: false, failure: retryAfterMs === undefined ? account : { ...account, retryAfterMs } };
}
