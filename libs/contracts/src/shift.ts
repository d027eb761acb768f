import { IncidentKind, PersonRef, RegionCode } from '@posko/domain';
import * as z from 'zod';
import { RegionRef } from './board';
import type { Endpoints } from './endpoint-type';
import { IncidentQuery, IncidentRow } from './incident';
import { CommandId, FreeText } from './text';
import { Time } from './time';

/** What one shift leaves to the next. */
export const ShiftState = z.object({
  seq: z.int(),
  at: Time,
  region: RegionRef,
  counts: z.object({
    open: z.int(),
    unassigned: z.int(),
    waiting: z.int(),
    referred: z.int(),
    breached: z.int(),
    silent: z.int(),
  }),
  open: z.array(IncidentRow).describe('worst first, the first 200'),
  promised: z.array(IncidentRow).describe('an update is due within the hour or overdue'),
  waiting: z.array(IncidentRow).describe('waiting or referred'),
});
export type ShiftState = z.infer<typeof ShiftState>;

export const Handover = z.object({
  id: z.uuid(),
  region: RegionRef,
  from: PersonRef,
  to: PersonRef,
  writtenAt: Time,
  note: z.string(),
  counts: z.record(z.string(), z.int()),
  incidents: z.array(IncidentRow),
  signedAt: Time.nullable(),
  remark: z.string(),
});
export type Handover = z.infer<typeof Handover>;

export const HandoverRequest = z.strictObject({
  id: CommandId,
  region: RegionCode,
  to: z.uuid(),
  note: FreeText.default(''),
});
export type HandoverRequest = z.input<typeof HandoverRequest>;
export const SignatureRequest = z.strictObject({ id: CommandId, remark: FreeText.default('') });
export type SignatureRequest = z.input<typeof SignatureRequest>;
/** Without the incidents, which one asks for with the handover itself. */
export const HandoverSummary = Handover.omit({ incidents: true });
export type HandoverSummary = z.infer<typeof HandoverSummary>;
export const HandoverList = z.object({ rows: z.array(HandoverSummary) });
export type HandoverList = z.infer<typeof HandoverList>;

const minutes = z.number().nullable();
/** Median and 90th percentile, in minutes; null without a single case. */
export const Quantiles = z.object({ median: minutes, p90: minutes });

/** Of the incidents that were opened in the period: what became of them, and how long it took. */
export const FigureGroup = z.object({
  key: z.string().describe('kind, regency code, start of the shift, or id of who holds them or held them last'),
  label: z.string(),
  opened: z.int(),
  resolved: z.int(),
  open: z.int(),
  breached: z.int().describe('answered or solved late, or still not'),
  firstAnswer: Quantiles,
  solution: Quantiles,
});
export type FigureGroup = z.infer<typeof FigureGroup>;

/** From one instant up to before another, by the room's clock; the last 24 hours unless said otherwise, 31 days at most. */
export const FiguresQuery = z.object({ region: RegionCode.optional(), from: Time.optional(), until: Time.optional() });
export type FiguresQuery = z.output<typeof FiguresQuery>;
/** Workload and response: per kind, regency, shift, operator, and per operator and hour. */
export const FiguresResponse = z.object({
  seq: z.int(),
  at: Time,
  from: Time,
  until: Time,
  total: FigureGroup,
  byKind: z.array(FigureGroup.extend({ key: IncidentKind })),
  byRegency: z.array(FigureGroup),
  byShift: z.array(FigureGroup),
  byOperator: z.array(FigureGroup),
  hours: z.array(
    z.object({
      hour: Time.describe('its beginning'),
      operator: PersonRef.nullable().describe('null: a crew, or nobody'),
      opened: z.int(),
      resolved: z.int(),
      calls: z.int().describe('to silent TPS'),
    }),
  ),
});
export type FiguresResponse = z.infer<typeof FiguresResponse>;

export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
/** In the order of their numbers; a spreadsheet sorts by itself. */
export const IncidentExportQuery = IncidentQuery.omit({ after: true, limit: true, sort: true, order: true }).extend({
  format: z.enum(EXPORT_FORMATS).default('csv'),
});
export const FiguresExportQuery = FiguresQuery.extend({ format: z.enum(EXPORT_FORMATS).default('csv') });

export const SHIFT_ENDPOINTS = {
  shift: {
    method: 'GET',
    path: '/api/shifts/{regionCode}',
    summary: 'What is open, promised and waiting now',
    access: { permission: 'shift.read', at: 'path' },
    response: ShiftState,
    errors: ['region-not-found', 'not-ready'],
  },
  handovers: {
    method: 'GET',
    path: '/api/handovers',
    summary: 'The latest handovers within the own scope, latest first',
    access: { permission: 'shift.read', at: 'scope' },
    response: HandoverList,
    errors: [],
  },
  handover: {
    method: 'GET',
    path: '/api/handovers/{handoverId}',
    summary: 'A handover with its incidents as they are now',
    access: { permission: 'shift.read', at: 'content' },
    response: Handover,
    errors: ['handover-not-found'],
  },
  writeHandover: {
    method: 'POST',
    path: '/api/handovers',
    summary: 'The one who leaves writes and signs; what is open is kept with it',
    access: { permission: 'shift.sign', at: 'content' },
    body: HandoverRequest,
    response: Handover,
    created: true,
    errors: ['invalid-request', 'region-not-found', 'user-not-found', 'idempotency-conflict'],
  },
  signHandover: {
    method: 'POST',
    path: '/api/handovers/{handoverId}/signatures',
    summary: 'The one who comes signs',
    access: { permission: 'shift.sign', at: 'content' },
    body: SignatureRequest,
    response: Handover,
    created: true,
    errors: ['invalid-request', 'handover-not-found', 'handover-signed', 'idempotency-conflict'],
  },
  figures: {
    method: 'GET',
    path: '/api/figures',
    summary: 'Workload and response times',
    access: { permission: 'figures.read', at: 'scope' },
    query: FiguresQuery,
    response: FiguresResponse,
    errors: ['invalid-request'],
  },
  exportFigures: {
    method: 'GET',
    path: '/api/figures/export',
    summary: 'The same as CSV or XLSX',
    access: { permission: 'export.make', at: 'scope' },
    query: FiguresExportQuery,
    response: 'binary',
    errors: ['invalid-request'],
  },
  exportIncidents: {
    method: 'GET',
    path: '/api/figures/incidents',
    summary: 'Incidents as CSV or XLSX, filtered like the queue',
    access: { permission: 'export.make', at: 'scope' },
    query: IncidentExportQuery,
    response: 'binary',
    errors: ['invalid-request'],
  },
} as const satisfies Endpoints;
