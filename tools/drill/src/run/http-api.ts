import {
  BoardResponse,
  ClockResponse,
  CommandAnswer,
  ENDPOINTS,
  ErrorBody,
  JournalResponse,
  RegionsResponse,
  decodeSnapshot,
} from '@posko/contracts';
import type { BoardSnapshot, ClockRequest, ReportRequest } from '@posko/contracts';
import { Pool } from 'undici';
import type { z } from 'zod';
import { AccountSession } from './account';
import type { Account } from './account';
import type { Answer, DrillApi } from './api';

const TIMEOUT_MS = 30_000;
const CREATED = 201;
const OK = 200;
const NOT_SIGNED_IN = 401;
const TOO_MANY = 429;
const FIRST_SERVER_ERROR = 500;

/** Paths of this server, from the contract. */
const pathOf = (template: string, params: Record<string, string>): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));

interface Sending {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body: string | undefined;
  readonly who: Record<string, string>;
}

/** The drill's way to a server over real HTTP: connections kept alive, one request at a time on each. */
export class HttpApi implements DrillApi {
  private readonly pool: Pool;
  private readonly session: AccountSession;

  constructor(origin: string, connections: number, account: Account | null = null) {
    this.pool = new Pool(origin, {
      connections: connections + 1,
      pipelining: 1,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    this.session = new AccountSession(this.pool, account);
  }

  async report(tpsCode: string, request: ReportRequest): Promise<Answer> {
    try {
      const path = pathOf(ENDPOINTS.report.path, { tpsCode });
      const { statusCode, text } = await this.send('POST', path, JSON.stringify(request));
      return answerOf(statusCode, text);
    } catch (error) {
      return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  clock(): Promise<ClockResponse> {
    return this.read(ENDPOINTS.clock.path, ClockResponse);
  }

  async setClock(request: ClockRequest): Promise<ClockResponse> {
    const { statusCode, text } = await this.send('PUT', ENDPOINTS.setClock.path, JSON.stringify(request));
    if (statusCode >= 300) throw new Error(`Setting the clock was answered with ${statusCode}: ${text.slice(0, 200)}`);
    return ClockResponse.parse(JSON.parse(text));
  }

  regions(): Promise<RegionsResponse> {
    return this.read(ENDPOINTS.regions.path, RegionsResponse);
  }

  board(regionCode?: string): Promise<BoardResponse> {
    const { board, boardRegion } = ENDPOINTS;
    return this.read(regionCode === undefined ? board.path : pathOf(boardRegion.path, { regionCode }), BoardResponse);
  }

  async snapshot(): Promise<BoardSnapshot> {
    const headers = await this.session.headers();
    const { statusCode, body } = await this.pool.request({
      method: 'GET',
      path: ENDPOINTS.boardSnapshot.path,
      headers,
    });
    const bytes = await body.arrayBuffer();
    if (statusCode !== OK) throw new Error(`The snapshot was answered with ${statusCode}`);
    return decodeSnapshot(bytes);
  }

  journal(after: number, limit: number): Promise<JournalResponse> {
    return this.read(`${ENDPOINTS.journal.path}?after=${after}&limit=${limit}`, JournalResponse);
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private async read<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> {
    const { statusCode, text } = await this.send('GET', path);
    if (statusCode !== OK) throw new Error(`GET ${path} was answered with ${statusCode}: ${text.slice(0, 200)}`);
    return schema.parse(JSON.parse(text));
  }

  /** A session that the server no longer knows is begun anew, once. */
  private async send(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: string,
  ): Promise<{ statusCode: number; text: string }> {
    const who = await this.session.headers();
    const answer = await this.request({ method, path, body, who });
    if (answer.statusCode !== NOT_SIGNED_IN || !this.session.forget(who)) return answer;
    return this.request({ method, path, body, who: await this.session.headers() });
  }

  private async request({ method, path, body, who }: Sending): Promise<{ statusCode: number; text: string }> {
    const content = body === undefined ? {} : { body };
    const headers = body === undefined ? who : { ...who, 'content-type': 'application/json' };
    const response = await this.pool.request({ method, path, ...content, headers });
    return { statusCode: response.statusCode, text: await response.body.text() };
  }
}

/** Reads an answer to a report. A server's own trouble (5xx, 429) and an answer cut short are worth another try. */
export function answerOf(statusCode: number, text: string): Answer {
  if (statusCode >= FIRST_SERVER_ERROR || statusCode === TOO_MANY)
    return { kind: 'failed', reason: `HTTP ${statusCode}` };
  const json = parse(text);
  if (statusCode === CREATED || statusCode === OK) {
    const answer = CommandAnswer.safeParse(json);
    if (!answer.success) return { kind: 'failed', reason: `HTTP ${statusCode} with an unreadable answer` };
    return { kind: statusCode === CREATED ? 'accepted' : 'repeated', seq: answer.data.seq, stage: answer.data.stage };
  }
  const error = ErrorBody.safeParse(json);
  return { kind: 'refused', code: error.success ? error.data.code : `HTTP ${statusCode}` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
