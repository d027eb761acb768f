import { StandardSchemaValidationPipe } from '@nestjs/common';
import type { FieldIssue } from '@posko/contracts';
import { invalidRequest } from './api-error';

/** Longest list of issues told about one request. */
const ISSUE_LIMIT = 20;

type Segment = PropertyKey | { readonly key: PropertyKey };

function pathOf(path: readonly Segment[] | undefined): string {
  return (path ?? []).map((segment) => String(typeof segment === 'object' ? segment.key : segment)).join('.');
}

/** Checks every parameter that names a schema, and passes on what the schema made of it. */
export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      invalidRequest(
        issues.slice(0, ISSUE_LIMIT).map((issue): FieldIssue => ({ path: pathOf(issue.path), message: issue.message })),
      ),
  });
}
