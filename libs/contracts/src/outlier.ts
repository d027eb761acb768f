import { ContestId, OUTLIER_REASONS, RegionCode, ResultState } from '@posko/domain';
import * as z from 'zod';
import type { Endpoints } from './endpoint-type';

export const OutlierQuery = z.object({
  region: RegionCode.describe('a kabupaten, kecamatan or desa'),
  reason: z.enum(OUTLIER_REASONS).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type OutlierQuery = z.output<typeof OutlierQuery>;

/** A form worth a second look, and why. It holds nothing back. */
export const OutlierRow = z.object({
  tps: z.string(),
  state: ResultState,
  urgency: z.int().describe('higher is sooner'),
  findings: z.array(
    z.object({
      reason: z.enum(OUTLIER_REASONS),
      fields: z.array(z.string()),
      found: z.number().nullable(),
      against: z.number().nullable(),
      tps: z.array(z.string()).describe('others that it concerns'),
    }),
  ),
});
export type OutlierRow = z.infer<typeof OutlierRow>;

export const OutlierList = z.object({
  contest: ContestId,
  /** Forms that were looked at, and those that something was found about. */
  forms: z.int(),
  found: z.int(),
  rows: z.array(OutlierRow).describe('the most urgent first'),
  /** Share of sound forms that were looked at twice for nothing, as measured on published forms of 2024. */
  falseAlarms: z.object({ sound: z.int(), alarms: z.int() }),
});
export type OutlierList = z.infer<typeof OutlierList>;

export const OUTLIER_ENDPOINTS = {
  outliers: {
    method: 'GET',
    path: '/api/contests/{contest}/outliers',
    summary: 'Forms worth a second look in a kabupaten or below, the most urgent first',
    access: { permission: 'result.review', at: 'scope' },
    query: OutlierQuery,
    response: OutlierList,
    errors: ['invalid-request', 'region-not-found', 'contest-not-found'],
  },
} as const satisfies Endpoints;
