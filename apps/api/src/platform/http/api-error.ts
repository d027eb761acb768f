import { ERROR_STATUS } from '@posko/contracts';
import type { ErrorBody, ErrorCode, FieldIssue } from '@posko/contracts';

/** An expected failure: its code is in the contract, its status follows from the code. */
export class ApiError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly params?: NonNullable<ErrorBody['params']>,
  ) {
    super(code);
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/** A request that does not fit its schema: says which fields and why. */
export function invalidRequest(issues: readonly FieldIssue[]): ApiError {
  return new ApiError('invalid-request', { issues: [...issues] });
}
