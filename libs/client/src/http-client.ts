import { ENDPOINTS, ErrorBody, decodeSnapshot } from '@posko/contracts';
import type { BoardSnapshot, EndpointName } from '@posko/contracts';
import type { z } from 'zod';
import { answered, failed } from './answer';
import type { Answer } from './answer';

type Endpoints = typeof ENDPOINTS;
/** Endpoints that answer with JSON; the snapshot has a method of its own. */
export type JsonEndpoint = {
  [K in EndpointName]: Endpoints[K]['response'] extends z.ZodType ? K : never;
}[EndpointName];
export type ResponseOf<K extends JsonEndpoint> = Endpoints[K]['response'] extends z.ZodType
  ? z.output<Endpoints[K]['response']>
  : never;

type PathParam<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | PathParam<Rest> : never;
type PathPart<P extends string> = [PathParam<P>] extends [never] ? unknown : { params: Record<PathParam<P>, string> };
type QueryPart<E> = E extends { query: infer Q extends z.ZodType } ? { query?: Partial<z.input<Q>> } : unknown;
type BodyPart<E> = E extends { body: infer B extends z.ZodType } ? { body: z.input<B> } : unknown;

/** What a call of an endpoint needs: the parts of its path, its query and body, each only where it has one. */
export type CallOf<K extends JsonEndpoint> = PathPart<Endpoints[K]['path']> &
  QueryPart<Endpoints[K]> &
  BodyPart<Endpoints[K]> & { signal?: AbortSignal };

/** A snapshot that is new to the caller, or word that the one it has is current. */
export type SnapshotAnswer = { readonly snapshot: BoardSnapshot; readonly etag: string | null } | 'unchanged';

export interface HttpClientOptions {
  /** Origin of the api without a trailing slash; empty in a browser that was served by it. */
  readonly baseUrl?: string;
  /** Milliseconds until an answer counts as lost. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
}

export interface SnapshotCall {
  readonly etag?: string | null;
  readonly min?: number;
  readonly signal?: AbortSignal;
}

interface LooseCall {
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string | number | boolean | undefined>>;
  body?: unknown;
  signal?: AbortSignal;
}

const DEFAULT_TIMEOUT_MS = 10_000;

/** Every HTTP call of the contract, typed by `ENDPOINTS`; answers are parsed with its schemas. */
export class HttpClient {
  private readonly baseUrl: string;
  private readonly timeoutMs: number;
  private readonly send: typeof fetch;

  constructor(options: HttpClientOptions = {}) {
    this.baseUrl = options.baseUrl ?? '';
    this.timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.send = options.fetch ?? globalThis.fetch.bind(globalThis);
  }

  async call<K extends JsonEndpoint>(name: K, call: CallOf<K>): Promise<Answer<ResponseOf<K>>> {
    const endpoint = ENDPOINTS[name];
    const loose: LooseCall = call;
    const response = await this.request(endpoint, loose, { accept: 'application/json' });
    if (response === null) return failed('unreachable');
    const json = await readJson(response);
    if (!response.ok) return refusal(json);
    const schema: z.ZodType = endpoint.response;
    const parsed = schema.safeParse(json);
    return parsed.success ? answered(parsed.data as ResponseOf<K>) : failed('unreadable');
  }

  /**
   * The whole board as bytes, at journal entry `min` or later. With the `etag` of the last one, an unchanged board costs no
   * transfer.
   */
  async snapshot(call: SnapshotCall = {}): Promise<Answer<SnapshotAnswer>> {
    const { etag, min } = call;
    const headers: Record<string, string> = etag ? { 'if-none-match': etag } : {};
    const loose: LooseCall = min ? { query: { min } } : {};
    if (call.signal) loose.signal = call.signal;
    const response = await this.request(ENDPOINTS.boardSnapshot, loose, headers);
    if (response === null) return failed('unreachable');
    if (response.status === 304) return answered('unchanged');
    if (!response.ok) return refusal(await readJson(response));
    try {
      return answered({ snapshot: decodeSnapshot(await response.arrayBuffer()), etag: response.headers.get('etag') });
    } catch (error) {
      return failed(error instanceof RangeError ? 'unreadable' : 'unreachable');
    }
  }

  private async request(
    endpoint: { method: string; path: string },
    call: LooseCall,
    headers: Record<string, string>,
  ): Promise<Response | null> {
    const timeout = AbortSignal.timeout(this.timeoutMs);
    const init: RequestInit = {
      method: endpoint.method,
      headers: call.body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      signal: call.signal ? AbortSignal.any([timeout, call.signal]) : timeout,
      // Freshness is ours to judge, by ETag; a cache in between would hide an age.
      cache: 'no-store',
    };
    if (call.body !== undefined) init.body = JSON.stringify(call.body);
    try {
      return await this.send(this.baseUrl + address(endpoint.path, call), init);
    } catch {
      return null;
    }
  }
}

function address(path: string, call: LooseCall): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(call.params?.[name] ?? ''));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) query.set(name, String(value));
  }
  return query.size > 0 ? `${filled}?${query.toString()}` : filled;
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

/** A refusal in the contract's words; anything else (a proxy's page) counts as a server that cannot be reached. */
function refusal(json: unknown): ReturnType<typeof failed> {
  const body = ErrorBody.safeParse(json);
  return body.success ? failed(body.data.code, body.data) : failed('unreachable');
}
