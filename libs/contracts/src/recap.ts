import { ContestId, Recap, RECAP_FAULTS, RecapAct, RecapFigures, RecapStatus, STRAIN_KINDS } from '@posko/domain';
import * as z from 'zod';
import { RegionRef } from './board';
import type { Endpoints } from './endpoint-type';
import { CommandId } from './text';
import { Time } from './time';

export const RecapRequest = z.strictObject({
  id: CommandId.describe('made by the client, once per act'),
  version: z.int().min(0).describe('of the recapitulation as it was seen; 0 before the first act'),
  act: RecapAct,
});
export type RecapRequest = z.input<typeof RecapRequest>;
export type RecapCommand = z.output<typeof RecapRequest>;

/** Where the tier below stands: `adopted` by its own plenary, or counted from the forms of its TPS. */
export const BELOW_SOURCES = ['dHasil', 'cHasil'] as const;

export const RecapPart = z.object({
  code: z.string(),
  name: z.string(),
  source: z.enum(BELOW_SOURCES),
  /** Null where nothing has come yet. */
  figures: RecapFigures.nullable(),
  tps: z.object({ expected: z.int(), counted: z.int() }),
  status: RecapStatus.nullable().describe('of its own plenary; null for a TPS'),
});
export type RecapPart = z.infer<typeof RecapPart>;

/** Rule E301: lines that differ from the tier below, in sum and part by part. */
export const RecapDifference = z.object({
  part: z.string().nullable(),
  line: z.string(),
  here: z.int(),
  below: z.int(),
});

export const RecapStrain = z.object({
  kind: z.enum(STRAIN_KINDS),
  line: z.string(),
  needed: z.int().describe('votes that the missing TPS would have to bring'),
  neededPerTps: z.number().nullable(),
  countedPerTps: z.number().nullable(),
  deviation: z.number().nullable().describe('standard errors between the two'),
});

/** A recapitulation, beside what the tier below says. */
export const RecapResponse = z.object({
  seq: z.int(),
  at: Time,
  path: z.array(RegionRef),
  recap: Recap,
  faults: z.array(z.enum(RECAP_FAULTS)),
  differences: z.array(RecapDifference),
  strains: z.array(RecapStrain),
  outstanding: z.object({ missing: z.int(), capacity: z.int() }),
  parts: z.array(RecapPart),
});
export type RecapResponse = z.infer<typeof RecapResponse>;

export const RecapAnswer = z.object({ seq: z.int(), receipt: z.string(), version: z.int(), status: RecapStatus });
export type RecapAnswer = z.infer<typeof RecapAnswer>;

/** Every plenary of a contest within a region, one line each. */
export const RecapList = z.object({
  contest: ContestId,
  rows: z.array(
    RegionRef.extend({
      status: RecapStatus,
      version: z.int(),
      openedAt: Time.nullable(),
      corrections: z.int(),
      openObjections: z.int(),
      hasFault: z.boolean().describe('its D.Hasil does not add up in itself'),
    }),
  ),
});
export type RecapList = z.infer<typeof RecapList>;

/**
 * A plenary acted: ask for the recapitulation. It comes in the rooms of the contest's results whose region it lies in, beside the
 * results that it is held against.
 */
export const RecapChanged = z.object({
  seq: z.int(),
  contest: ContestId,
  region: z.string(),
  version: z.int(),
  status: RecapStatus,
});
export type RecapChanged = z.infer<typeof RecapChanged>;

const read = { permission: 'result.read', at: 'path' } as const;

export const RECAP_ENDPOINTS = {
  actOnRecap: {
    method: 'POST',
    path: '/api/recap/{contest}/{regionCode}',
    summary: 'Opens a plenary, adopts or corrects its D.Hasil, records or answers an objection; 201 new, 200 repeated',
    access: { permission: 'recap.write', at: 'path' },
    body: RecapRequest,
    bodyLimitBytes: 4 * 1024 * 1024,
    response: RecapAnswer,
    created: true,
    errors: [
      'invalid-request',
      'region-not-found',
      'contest-not-found',
      'idempotency-conflict',
      'stale-version',
      'recap-transition',
      'payload-too-large',
    ],
  },
  recap: {
    method: 'GET',
    path: '/api/recap/{contest}/{regionCode}',
    summary: 'A recapitulation, its differences from the tier below, and whether the missing TPS could bring the rest',
    access: read,
    response: RecapResponse,
    errors: ['invalid-request', 'region-not-found', 'contest-not-found'],
  },
  recaps: {
    method: 'GET',
    path: '/api/recap/{contest}/{regionCode}/plenaries',
    summary: 'The status of every plenary within a region',
    access: read,
    response: RecapList,
    errors: ['invalid-request', 'region-not-found', 'contest-not-found'],
  },
} as const satisfies Endpoints;
