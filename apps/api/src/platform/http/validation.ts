import { StandardSchemaValidationPipe } from '@nestjs/common';
import type { FieldIssue } from '@posko/contracts';
import { invalidRequest } from './api-error';

/** Longest list of issues told about one request. */
const ISSUE_LIMIT = 20;

type Segment = PropertyKey | { readonly key: PropertyKey };

interface Issue {
  readonly message: string;
  readonly path?: readonly Segment[] | undefined;
  /** zod names unknown fields apart from the path. */
  readonly keys?: readonly string[];
}

/** An issue with the path of each field it is about. */
function fieldIssues({ message, path = [], keys }: Issue): FieldIssue[] {
  const base = path.map((segment) => String(typeof segment === 'object' ? segment.key : segment));
  const paths = keys === undefined ? [base] : keys.map((key) => [...base, key]);
  return paths.map((segments) => ({ path: segments.join('.'), message }));
}

/** Checks every parameter that names a schema, and passes on what the schema made of it. */
export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) => invalidRequest(issues.flatMap(fieldIssues).slice(0, ISSUE_LIMIT)),
  });
}
