import { ContestId, REGION_LEVELS, RegionCode, ResultState } from '@posko/domain';
import * as z from 'zod';
import type { Endpoints } from './endpoint-type';
import { Time } from './time';

const SumsById = z.record(z.string(), z.int());

const RowSums = z.object({ l: z.int(), p: z.int(), j: z.int() });

/** Blocks I to IV of the form, added up. */
export const BlockSums = z.object({
  voters: z.object({ dpt: RowSums }),
  came: z.object({ dpt: RowSums, moved: RowSums, ktp: RowSums, total: RowSums }),
  ballots: z.object({ received: z.int(), used: z.int(), spoiled: z.int(), unused: z.int() }),
  disability: z.object({ came: RowSums }),
});

/** Figures added up; what nobody has written counts as nothing. */
export const Sums = z.object({
  tps: z.int().describe('forms that are in it'),
  options: SumsById.describe("votes by option, a party's own apart from its candidates'"),
  parties: SumsById.optional().describe('by party, own votes and those of its candidates together, as written'),
  valid: z.int(),
  invalid: z.int(),
  total: z.int(),
  dpt: z.int(),
  came: z.int(),
  blocks: BlockSums.optional().describe('only where they were asked for; live messages never carry them'),
});
export type Sums = z.infer<typeof Sums>;

/** Never one number that pretends to be all: received is published and held together. */
export const TotalsRow = z.object({
  code: z.string(),
  name: z.string(),
  level: z.enum([...REGION_LEVELS, 'tps']),
  expected: z.int().describe('TPS of the contest here'),
  published: Sums,
  received: Sums,
  held: Sums,
  states: z.partialRecord(ResultState, z.int()),
});
export type TotalsRow = z.infer<typeof TotalsRow>;

/** A region's totals and those of what lies one tier below; under a desa its TPS, each with its code as name. */
export const TotalsResponse = z.object({
  seq: z.int(),
  at: Time,
  contest: ContestId,
  region: TotalsRow,
  children: z.array(TotalsRow),
});
export type TotalsResponse = z.infer<typeof TotalsResponse>;

/** `blocks` tells all blocks of the form, `votes` what most people want to know. */
export const TotalsQuery = z.object({ detail: z.enum(['votes', 'blocks']).default('votes') });
export type TotalsQuery = z.output<typeof TotalsQuery>;

export const TOTALS_ENDPOINTS = {
  totals: {
    method: 'GET',
    path: '/api/contests/{contest}/totals/{regionCode}',
    summary: 'Published, received and held, of a region and of what lies one tier below',
    access: { permission: 'result.read', at: 'path' },
    query: TotalsQuery,
    response: TotalsResponse,
    errors: ['invalid-request', 'region-not-found', 'contest-not-found', 'not-ready'],
  },
} as const satisfies Endpoints;

/** Rooms of totals and of results: a contest, within a region. */
export const ContestSubscribe = z.object({ contest: ContestId, region: RegionCode });
export type ContestSubscribe = z.infer<typeof ContestSubscribe>;

/**
 * Totals that moved over the entries after `from` up to `to`, of the region and of those one tier below it (under a desa, of its
 * TPS). Values are absolute, so a message may overlap what a client knows; it misses nothing as long as `from` is not beyond its
 * own seq.
 */
export const TotalsChanged = z.object({
  contest: ContestId,
  region: z.string(),
  from: z.int(),
  to: z.int(),
  at: Time,
  rows: z.array(TotalsRow),
});
export type TotalsChanged = z.infer<typeof TotalsChanged>;
