import * as z from 'zod';
import { APPROVAL_ENDPOINTS } from './approval';
import { ATTACHMENT_ENDPOINTS } from './attachment';
import { AUDIT_ENDPOINTS } from './audit';
import { BoardResponse, OverdueQuery, OverdueResponse, SnapshotQuery, TrendResponse } from './board';
import { CALL_ENDPOINTS } from './call';
import { ClockRequest, ClockResponse } from './clock';
import { CONTEST_ENDPOINTS } from './contest';
import type { Endpoint } from './endpoint-type';
import { EVIDENCE_ENDPOINTS } from './evidence';
import { HealthResponse } from './health';
import { INCIDENT_ENDPOINTS } from './incident-endpoint';
import { JournalQuery, JournalResponse } from './journal';
import { OUTLIER_ENDPOINTS } from './outlier';
import { PUBLICATION_ENDPOINTS } from './publication';
import { PROJECTOR_ENDPOINTS } from './projector';
import { RECAP_ENDPOINTS } from './recap';
import { RegionsQuery, RegionsResponse } from './register';
import { RELEASE_ENDPOINTS } from './release';
import { REPORT_ENDPOINTS } from './report';
import { RESULT_ENDPOINTS } from './result';
import { SESSION_ENDPOINTS } from './session';
import { SHIFT_ENDPOINTS } from './shift';
import { TOTALS_ENDPOINTS } from './totals';
import { USER_ENDPOINTS } from './user';

/** Every route of the api. OpenAPI, the typed client and the test that walks all routes are made from it. */
export const ENDPOINTS = {
  live: {
    method: 'GET',
    path: '/api/health/live',
    summary: 'The process runs',
    access: 'public',
    response: HealthResponse,
    errors: [],
  },
  ready: {
    method: 'GET',
    path: '/api/health/ready',
    access: 'public',
    summary: 'The instance serves: database reached, board current',
    response: HealthResponse,
    errors: ['not-ready'],
  },
  openapi: {
    method: 'GET',
    path: '/api/openapi.json',
    access: 'public',
    summary: 'This description',
    response: z.record(z.string(), z.unknown()),
    errors: [],
  },
  board: {
    method: 'GET',
    path: '/api/board',
    access: { permission: 'board.read', at: 'scope' },
    summary: 'Counters of the own scope and of the regions one tier down',
    response: BoardResponse,
    errors: ['not-ready'],
  },
  boardSnapshot: {
    method: 'GET',
    path: '/api/board/snapshot',
    access: { permission: 'board.read', at: 'scope' },
    summary: 'Stage and marks of every TPS of the own scope in register order, as bytes; ETag and If-None-Match',
    query: SnapshotQuery,
    response: 'binary',
    errors: ['not-ready'],
  },
  boardRegion: {
    method: 'GET',
    path: '/api/board/{regionCode}',
    access: { permission: 'board.read', at: 'path' },
    summary: 'Counters of a region and of what lies one tier below; a desa lists its TPS',
    response: BoardResponse,
    errors: ['invalid-request', 'region-not-found', 'not-ready'],
  },
  overdue: {
    method: 'GET',
    path: '/api/board/{regionCode}/overdue',
    access: { permission: 'board.read', at: 'path' },
    summary: 'Overdue TPS of a region, longest first',
    query: OverdueQuery,
    response: OverdueResponse,
    errors: ['invalid-request', 'region-not-found', 'not-ready'],
  },
  trend: {
    method: 'GET',
    path: '/api/board/{regionCode}/trend',
    access: { permission: 'board.read', at: 'path' },
    summary: 'Stage counters over time; for the root, provinsi and kabupaten',
    response: TrendResponse,
    errors: ['invalid-request', 'region-not-found', 'not-ready'],
  },
  regions: {
    method: 'GET',
    path: '/api/regions',
    access: { permission: 'board.read', at: 'scope' },
    summary: 'The regions of the own scope (or of one within it) in code order, with their TPS; ETag and If-None-Match',
    query: RegionsQuery,
    response: RegionsResponse,
    errors: ['not-ready'],
  },
  ...REPORT_ENDPOINTS,
  journal: {
    method: 'GET',
    path: '/api/journal',
    access: { permission: 'journal.read', at: 'root' },
    summary: 'Journal entries in order',
    query: JournalQuery,
    response: JournalResponse,
    errors: ['invalid-request'],
  },
  clock: {
    method: 'GET',
    path: '/api/clock',
    access: 'session',
    summary: 'The clock of the room and the calendar',
    response: ClockResponse,
    errors: [],
  },
  setClock: {
    method: 'PUT',
    path: '/api/clock',
    access: { permission: 'clock.set', at: 'root' },
    summary: 'Sets the clock of a rehearsal: pause, speed, jump',
    body: ClockRequest,
    response: ClockResponse,
    errors: ['invalid-request', 'clock-is-real'],
  },
  ...SESSION_ENDPOINTS,
  ...USER_ENDPOINTS,
  ...APPROVAL_ENDPOINTS,
  ...AUDIT_ENDPOINTS,
  ...INCIDENT_ENDPOINTS,
  ...CALL_ENDPOINTS,
  ...SHIFT_ENDPOINTS,
  ...ATTACHMENT_ENDPOINTS,
  ...RECAP_ENDPOINTS,
  ...OUTLIER_ENDPOINTS,
  ...CONTEST_ENDPOINTS,
  ...RESULT_ENDPOINTS,
  ...TOTALS_ENDPOINTS,
  ...EVIDENCE_ENDPOINTS,
  ...RELEASE_ENDPOINTS,
  ...PROJECTOR_ENDPOINTS,
  ...PUBLICATION_ENDPOINTS,
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof ENDPOINTS;
