import * as z from 'zod';
import { BoardResponse, OverdueQuery, OverdueResponse, SnapshotQuery, TrendResponse } from './board';
import { ClockRequest, ClockResponse } from './clock';
import type { ErrorCode } from './error';
import { HealthResponse } from './health';
import { JournalQuery, JournalResponse } from './journal';
import { RegionsResponse } from './register';
import { CommandAnswer, MarkRequest, ReceiptResponse, ReportRequest, StepBackRequest, TpsResponse } from './report';

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Answer as JSON; `binary` is an octet stream. */
  readonly response: z.ZodType | 'binary';
  readonly created?: true;
  readonly errors: readonly ErrorCode[];
}

/** Every route of the api. OpenAPI, the typed client and the test that walks all routes are made from it. */
export const ENDPOINTS = {
  live: { method: 'GET', path: '/api/health/live', summary: 'The process runs', response: HealthResponse, errors: [] },
  ready: {
    method: 'GET',
    path: '/api/health/ready',
    summary: 'The instance serves: database reached, board current',
    response: HealthResponse,
    errors: ['not-ready'],
  },
  openapi: {
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This description',
    response: z.record(z.string(), z.unknown()),
    errors: [],
  },
  board: {
    method: 'GET',
    path: '/api/board',
    summary: 'Counters of the whole register and of the regions one tier down',
    response: BoardResponse,
    errors: ['not-ready'],
  },
  boardSnapshot: {
    method: 'GET',
    path: '/api/board/snapshot',
    summary: 'Stage and marks of every TPS in register order, as bytes; ETag and If-None-Match',
    query: SnapshotQuery,
    response: 'binary',
    errors: ['not-ready'],
  },
  boardRegion: {
    method: 'GET',
    path: '/api/board/{regionCode}',
    summary: 'Counters of a region and of what lies one tier below; a desa lists its TPS',
    response: BoardResponse,
    errors: ['invalid-request', 'region-not-found', 'not-ready'],
  },
  overdue: {
    method: 'GET',
    path: '/api/board/{regionCode}/overdue',
    summary: 'Overdue TPS of a region, longest first',
    query: OverdueQuery,
    response: OverdueResponse,
    errors: ['invalid-request', 'region-not-found', 'not-ready'],
  },
  trend: {
    method: 'GET',
    path: '/api/board/{regionCode}/trend',
    summary: 'Stage counters over time; for the root, provinsi and kabupaten',
    response: TrendResponse,
    errors: ['invalid-request', 'region-not-found', 'not-ready'],
  },
  regions: {
    method: 'GET',
    path: '/api/regions',
    summary: 'The regions of the register in code order, with their TPS; ETag and If-None-Match',
    response: RegionsResponse,
    errors: ['not-ready'],
  },
  report: {
    method: 'POST',
    path: '/api/tps/{tpsCode}/reports',
    summary: 'A crew reports a stage; 201 once it is durable, 200 with the same answer if repeated',
    body: ReportRequest,
    response: CommandAnswer,
    created: true,
    errors: ['invalid-request', 'tps-not-found', 'idempotency-conflict', 'payload-too-large', 'unsupported-media-type'],
  },
  stepBack: {
    method: 'POST',
    path: '/api/tps/{tpsCode}/step-backs',
    summary: 'A supervisor moves a TPS back to an earlier stage, with the reason',
    body: StepBackRequest,
    response: CommandAnswer,
    created: true,
    errors: ['invalid-request', 'tps-not-found', 'idempotency-conflict', 'step-back-not-earlier'],
  },
  mark: {
    method: 'POST',
    path: '/api/tps/{tpsCode}/marks',
    summary: 'A supervisor sets or clears a side mark, with the reason',
    body: MarkRequest,
    response: CommandAnswer,
    created: true,
    errors: ['invalid-request', 'tps-not-found', 'idempotency-conflict'],
  },
  tps: {
    method: 'GET',
    path: '/api/tps/{tpsCode}',
    summary: 'A TPS and its whole story',
    response: TpsResponse,
    errors: ['invalid-request', 'tps-not-found'],
  },
  receipt: {
    method: 'GET',
    path: '/api/receipts/{receipt}',
    summary: 'What a receipt stands for',
    response: ReceiptResponse,
    errors: ['receipt-not-found'],
  },
  journal: {
    method: 'GET',
    path: '/api/journal',
    summary: 'Journal entries in order',
    query: JournalQuery,
    response: JournalResponse,
    errors: ['invalid-request'],
  },
  clock: {
    method: 'GET',
    path: '/api/clock',
    summary: 'The clock of the room and the calendar',
    response: ClockResponse,
    errors: [],
  },
  setClock: {
    method: 'PUT',
    path: '/api/clock',
    summary: 'Sets the clock of a rehearsal: pause, speed, jump',
    body: ClockRequest,
    response: ClockResponse,
    errors: ['invalid-request', 'clock-is-real'],
  },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof ENDPOINTS;
