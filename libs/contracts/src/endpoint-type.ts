import type { Permission } from '@posko/domain';
import type * as z from 'zod';
import type { ErrorCode } from './error';

/**
 * Who gets in. `public`: anyone. `session`: anyone signed in, also one who has to finish signing in first. Else a permission
 * of the one table, and where it is asked for:
 * - `path`: at the region or TPS that the path names;
 * - `root`: at the root of the register, so only with a scope over all of it;
 * - `scope`: the answer holds only what lies in the person's scope; a `region` in the query must lie in it;
 * - `content`: at a place that only the content (body, stored row) tells; the service asks.
 */
export type Access =
  'public' | 'session' | { readonly permission: Permission; readonly at: 'path' | 'root' | 'scope' | 'content' };

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Body as raw bytes, streamed; its media type is checked by content. */
  readonly upload?: { readonly limitBytes: number };
  /** JSON bodies above the usual limit. */
  readonly bodyLimitBytes?: number;
  /** Answer as JSON; `binary` is a stream of bytes, `redirect` sends a browser on. */
  readonly response: z.ZodType | 'binary' | 'redirect';
  readonly created?: true;
  readonly errors: readonly ErrorCode[];
}

export type Endpoints = Record<string, Endpoint>;
