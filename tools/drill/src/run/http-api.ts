import {
  BoardResponse,
  ClockResponse,
  CommandAnswer,
  ENDPOINTS,
  JournalResponse,
  RegionsResponse,
  decodeSnapshot,
} from '@posko/contracts';
import type { BoardSnapshot, ClockRequest, ReportRequest } from '@posko/contracts';
import type { Account } from './account';
import type { Answer, DrillApi } from './api';
import { HttpConnection, failedWith, failureOf, parseJson, pathOf, unreadable } from './http-connection';
import type { Received } from './http-connection';
import { HttpDesk } from './http-desk';

const CREATED = 201;
const OK = 200;

/** The drill's way to a server over real HTTP. The first of the accounts reports; all of them answer calls. */
export class HttpApi implements DrillApi {
  readonly desk: HttpDesk;
  private readonly connection: HttpConnection;

  constructor(origin: string, connections: number, accounts: readonly Account[] = []) {
    this.connection = new HttpConnection(origin, connections + 1, accounts);
    this.desk = new HttpDesk(this.connection);
  }

  async report(tpsCode: string, request: ReportRequest): Promise<Answer> {
    try {
      const path = pathOf(ENDPOINTS.report.path, { tpsCode });
      return answerOf(await this.connection.send({ method: 'POST', path, body: request }));
    } catch (error) {
      return failedWith(error);
    }
  }

  clock(): Promise<ClockResponse> {
    return this.connection.read(ENDPOINTS.clock.path, ClockResponse);
  }

  async setClock(request: ClockRequest): Promise<ClockResponse> {
    const { path } = ENDPOINTS.setClock;
    const { statusCode, text } = await this.connection.send({ method: 'PUT', path, body: request });
    if (statusCode >= 300) throw new Error(`Setting the clock was answered with ${statusCode}: ${text.slice(0, 200)}`);
    return ClockResponse.parse(JSON.parse(text));
  }

  regions(): Promise<RegionsResponse> {
    return this.connection.read(ENDPOINTS.regions.path, RegionsResponse);
  }

  board(regionCode?: string): Promise<BoardResponse> {
    const { board, boardRegion } = ENDPOINTS;
    const path = regionCode === undefined ? board.path : pathOf(boardRegion.path, { regionCode });
    return this.connection.read(path, BoardResponse);
  }

  async snapshot(): Promise<BoardSnapshot> {
    const headers = await this.connection.headers();
    const { path } = ENDPOINTS.boardSnapshot;
    const { statusCode, body } = await this.connection.pool.request({ method: 'GET', path, headers });
    const bytes = await body.arrayBuffer();
    if (statusCode !== OK) throw new Error(`The snapshot was answered with ${statusCode}`);
    return decodeSnapshot(bytes);
  }

  journal(after: number, limit: number): Promise<JournalResponse> {
    return this.connection.read(`${ENDPOINTS.journal.path}?after=${after}&limit=${limit}`, JournalResponse);
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}

/** Reads an answer to a report. An answer cut short is worth another try. */
export function answerOf(received: Received): Answer {
  const failure = failureOf(received);
  if (failure !== null) return failure;
  const answer = CommandAnswer.safeParse(parseJson(received.text));
  if (!answer.success) return unreadable(received);
  const kind = received.statusCode === CREATED ? 'accepted' : 'repeated';
  return { kind, seq: answer.data.seq, stage: answer.data.stage };
}
