import { ENDPOINTS, ErrorBody, decodeSnapshot } from '@posko/contracts';
import type { BoardSnapshot, Endpoint, EndpointName } from '@posko/contracts';
import type { z } from 'zod';
import { answered, failed } from './answer';
import type { Answer } from './answer';

type Endpoints = typeof ENDPOINTS;
/** Endpoints that answer with JSON; the snapshot has a method of its own. */
export type JsonEndpoint = {
  [K in EndpointName]: Endpoints[K]['response'] extends z.ZodType ? K : never;
}[EndpointName];
/** Endpoints that answer with a file. */
export type FileEndpoint = {
  [K in EndpointName]: Endpoints[K]['response'] extends 'binary' ? K : never;
}[EndpointName];
/** Endpoints that take bytes as they are. */
export type UploadEndpoint = {
  [K in JsonEndpoint]: Endpoints[K] extends { upload: unknown } ? K : never;
}[JsonEndpoint];
export type ResponseOf<K extends JsonEndpoint> = Endpoints[K]['response'] extends z.ZodType
  ? z.output<Endpoints[K]['response']>
  : never;

type PathParam<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | PathParam<Rest> : never;
type PathPart<P extends string> = [PathParam<P>] extends [never] ? unknown : { params: Record<PathParam<P>, string> };
type QueryPart<E> = E extends { query: infer Q extends z.ZodType } ? { query?: Partial<z.input<Q>> } : unknown;
type BodyPart<E> = E extends { body: infer B extends z.ZodType } ? { body: z.input<B> } : unknown;

/** What a call of an endpoint needs: the parts of its path, its query and body, each only where it has one. */
export type CallOf<K extends EndpointName> = PathPart<Endpoints[K]['path']> &
  QueryPart<Endpoints[K]> &
  BodyPart<Endpoints[K]> & { signal?: AbortSignal };

/** A snapshot that is new to the caller, or word that the one it has is current. */
export type SnapshotAnswer = { readonly snapshot: BoardSnapshot; readonly etag: string | null } | 'unchanged';

/** A file as it came, and the name that the server gave it. */
export interface NamedFile {
  readonly name: string | null;
  readonly blob: Blob;
}

/** Whoever has to know that the server misses a session, or that one is not finished. */
export interface SessionWatch {
  /** True while there is no session: only what is public is asked then, all else is refused here and costs nobody anything. */
  isOver(): boolean;
  onRefused(code: 'not-signed-in' | 'sign-in-unfinished'): void;
}

/** How far an upload is: bytes that have left. */
export interface UploadWatch {
  readonly onProgress?: (bytes: number) => void;
}

export interface HttpClientOptions {
  /** Origin of the api without a trailing slash; empty in a browser that was served by it. */
  readonly baseUrl?: string;
  /** Milliseconds until an answer counts as lost. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
  readonly session?: SessionWatch;
  /** A fetch that tells how far a body is, for uploads that are watched; the browser's own does not. */
  readonly watchedFetch?: (onProgress: (bytes: number) => void) => typeof fetch;
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
  bytes?: Blob;
  signal?: AbortSignal;
  timeoutMs?: number;
  onProgress?: (bytes: number) => void;
}

const DEFAULT_TIMEOUT_MS = 10_000;
/** A file of sixty thousand lines takes its time. */
const FILE_TIMEOUT_MS = 300_000;
const FILE_NAME = /filename="?([^";]+)"?/;

/** Every HTTP call of the contract, typed by `ENDPOINTS`; answers are parsed with its schemas. */
export class HttpClient {
  private readonly baseUrl: string;
  private readonly timeoutMs: number;
  private readonly send: typeof fetch;
  private readonly session: SessionWatch | null;
  private readonly watched: HttpClientOptions['watchedFetch'];

  constructor(options: HttpClientOptions = {}) {
    this.baseUrl = options.baseUrl ?? '';
    this.timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.send = options.fetch ?? globalThis.fetch.bind(globalThis);
    this.session = options.session ?? null;
    this.watched = options.watchedFetch;
  }

  async call<K extends JsonEndpoint>(name: K, call: CallOf<K>): Promise<Answer<ResponseOf<K>>> {
    return this.json(name, call);
  }

  /** Sends bytes as they are: a photo, a PDF, a voice message. */
  async upload<K extends UploadEndpoint>(
    name: K,
    call: CallOf<K> & UploadWatch,
    bytes: Blob,
  ): Promise<Answer<ResponseOf<K>>> {
    return this.json(name, { ...call, bytes, timeoutMs: FILE_TIMEOUT_MS });
  }

  private async json<K extends JsonEndpoint>(name: K, call: LooseCall): Promise<Answer<ResponseOf<K>>> {
    const endpoint = ENDPOINTS[name];
    if (this.mayNotAsk(endpoint)) return failed('not-signed-in');
    const response = await this.request(endpoint, call, { accept: 'application/json' });
    if (response === null) return failed('unreachable');
    if (!response.ok) return this.refusal(response);
    const json = await readJson(response);
    const schema: z.ZodType = endpoint.response;
    const parsed = schema.safeParse(json);
    return parsed.success ? answered(parsed.data as ResponseOf<K>) : failed('unreadable');
  }

  /**
   * The whole board as bytes, at journal entry `min` or later. With the `etag` of the last one, an unchanged board costs no
   * transfer.
   */
  async snapshot(call: SnapshotCall = {}): Promise<Answer<SnapshotAnswer>> {
    if (this.mayNotAsk(ENDPOINTS.boardSnapshot)) return failed('not-signed-in');
    const { etag, min } = call;
    const headers: Record<string, string> = etag ? { 'if-none-match': etag } : {};
    const loose: LooseCall = min ? { query: { min } } : {};
    if (call.signal) loose.signal = call.signal;
    const response = await this.request(ENDPOINTS.boardSnapshot, loose, headers);
    if (response === null) return failed('unreachable');
    if (response.status === 304) return answered('unchanged');
    if (!response.ok) return this.refusal(response);
    try {
      return answered({ snapshot: decodeSnapshot(await response.arrayBuffer()), etag: response.headers.get('etag') });
    } catch (error) {
      return failed(error instanceof RangeError ? 'unreadable' : 'unreachable');
    }
  }

  /** A file, as it comes: `onProgress` hears of the bytes so far. */
  async file<K extends FileEndpoint>(
    name: K,
    call: CallOf<K>,
    onProgress?: (bytes: number) => void,
  ): Promise<Answer<NamedFile>> {
    const endpoint = ENDPOINTS[name];
    if (this.mayNotAsk(endpoint)) return failed('not-signed-in');
    const response = await this.request(endpoint, { timeoutMs: FILE_TIMEOUT_MS, ...call }, {});
    if (response === null) return failed('unreachable');
    if (!response.ok) return this.refusal(response);
    const type = response.headers.get('content-type') ?? '';
    const chunks = await readChunks(response, onProgress);
    if (chunks === null) return failed('unreachable');
    const fileName = FILE_NAME.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? null;
    return answered({ name: fileName, blob: new Blob(chunks, { type }) });
  }

  private mayNotAsk(endpoint: Endpoint): boolean {
    return endpoint.access !== 'public' && (this.session?.isOver() ?? false);
  }

  /** A refusal in the contract's words; anything else (a proxy's page) counts as a server that cannot be reached. */
  private async refusal(response: Response): Promise<ReturnType<typeof failed>> {
    const body = ErrorBody.safeParse(await readJson(response));
    if (!body.success) return failed('unreachable');
    const { code } = body.data;
    if (code === 'not-signed-in' || code === 'sign-in-unfinished') this.session?.onRefused(code);
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    return failed(code, body.data, Number.isFinite(seconds) ? seconds * 1000 : undefined);
  }

  private async request(
    endpoint: { method: string; path: string },
    call: LooseCall,
    headers: Record<string, string>,
  ): Promise<Response | null> {
    const timeout = AbortSignal.timeout(call.timeoutMs ?? this.timeoutMs);
    const type = call.bytes === undefined ? 'application/json' : 'application/octet-stream';
    const body = call.bytes ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
    const init: RequestInit = {
      method: endpoint.method,
      headers: body === undefined ? headers : { ...headers, 'content-type': type },
      signal: call.signal ? AbortSignal.any([timeout, call.signal]) : timeout,
      // Freshness is ours to judge, by ETag; a cache in between would hide an age.
      cache: 'no-store',
    };
    if (body !== undefined) init.body = body;
    try {
      const watched = call.onProgress === undefined ? undefined : this.watched?.(call.onProgress);
      return await (watched ?? this.send)(this.baseUrl + address(endpoint.path, call), init);
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

/** The whole body, or null where it broke off. */
async function readChunks(
  response: Response,
  onProgress?: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>[] | null> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  try {
    // Typed here: of the two kinds of streams that the types know, a response's is the browser's own.
    const reader = response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
      chunks.push(part.value);
      onProgress?.((bytes += part.value.length));
    }
    return chunks;
  } catch {
    return null;
  }
}
