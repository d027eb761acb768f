import { ErrorBody } from '@posko/contracts';
import { Pool } from 'undici';
import type { z } from 'zod';
import { AccountSession } from './account';
import type { Account } from './account';
import type { Failed, Refused } from './api';

const TIMEOUT_MS = 30_000;
const OK = 200;
const NOT_SIGNED_IN = 401;
const TOO_MANY = 429;
const FIRST_SERVER_ERROR = 500;

/** Paths of this server, from the contract. */
export const pathOf = (template: string, params: Record<string, string>): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));

export interface Sending {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly path: string;
  readonly body?: object;
  /** In place of a body: a file as it is. */
  readonly bytes?: Buffer;
  /** Which of the accounts; the first unless it says otherwise. */
  readonly as?: number;
}

export interface Received {
  readonly statusCode: number;
  readonly text: string;
}

/** Connections to one server, kept alive, one request at a time on each, in the name of one or several accounts. */
export class HttpConnection {
  readonly pool: Pool;
  private readonly sessions: readonly AccountSession[];

  constructor(origin: string, connections: number, accounts: readonly Account[]) {
    this.pool = new Pool(origin, {
      connections,
      pipelining: 1,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    this.sessions = accounts.map((account) => new AccountSession(this.pool, account));
  }

  get accounts(): number {
    return this.sessions.length;
  }

  /** Headers that say who asks; none where nobody signs in. */
  async headers(as = 0): Promise<Record<string, string>> {
    return this.sessionOf(as)?.headers() ?? {};
  }

  /** A session that the server no longer knows is begun anew, once. */
  async send(sending: Sending): Promise<Received> {
    const who = await this.headers(sending.as);
    const received = await this.request(sending, who);
    const isForgotten = received.statusCode === NOT_SIGNED_IN && this.sessionOf(sending.as)?.forget(who) === true;
    return isForgotten ? this.request(sending, await this.headers(sending.as)) : received;
  }

  /** Throws where the answer is another than 200, or not of its form. */
  async read<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> {
    const { statusCode, text } = await this.send({ method: 'GET', path });
    if (statusCode !== OK) throw new Error(`GET ${path} was answered with ${statusCode}: ${text.slice(0, 200)}`);
    return schema.parse(JSON.parse(text));
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private sessionOf(as = 0): AccountSession | undefined {
    return this.sessions[as % this.sessions.length];
  }

  private async request({ method, path, body, bytes }: Sending, who: Record<string, string>): Promise<Received> {
    const content = bytes ?? (body === undefined ? undefined : JSON.stringify(body));
    const type = bytes === undefined ? 'application/json' : 'application/octet-stream';
    const headers = content === undefined ? who : { ...who, 'content-type': type };
    const response = await this.pool.request({
      method,
      path,
      headers,
      ...(content === undefined ? {} : { body: content }),
    });
    return { statusCode: response.statusCode, text: await response.body.text() };
  }
}

/**
 * An answer that is no success: a server's own trouble (5xx, 429) is worth another try, anything else is a refusal. Null where
 * it is a success.
 */
export function failureOf({ statusCode, text }: Received): Refused | Failed | null {
  if (statusCode >= FIRST_SERVER_ERROR || statusCode === TOO_MANY)
    return { kind: 'failed', reason: `HTTP ${statusCode}` };
  if (statusCode < 300) return null;
  const error = ErrorBody.safeParse(parseJson(text));
  return { kind: 'refused', code: error.success ? error.data.code : `HTTP ${statusCode}` };
}

/** A success cut short: no one knows what it said. */
export function unreadable({ statusCode }: Received): Failed {
  return { kind: 'failed', reason: `HTTP ${statusCode} with an unreadable answer` };
}

/** A request that got no answer at all. */
export function failedWith(error: unknown): Failed {
  return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
