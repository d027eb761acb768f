import { Contest, ContestCode, ContestId } from '@posko/domain';
import * as z from 'zod';
import type { Endpoints } from './endpoint-type';

/**
 * A contest in an address: its id, or its code alone where the TPS or region beside it lies in only one contest of that code
 * (`pkwkk` at a TPS of 3578 is `pkwkk-3578`).
 */
export const ContestName = z.union([ContestId, ContestCode]);
export type ContestName = z.infer<typeof ContestName>;

export const ContestList = z.object({ seq: z.int(), contests: z.array(Contest) });
export type ContestList = z.infer<typeof ContestList>;

export const CONTEST_ENDPOINTS = {
  contests: {
    method: 'GET',
    path: '/api/contests',
    summary: 'Contests with an area in the own scope, or that it lies in',
    access: { permission: 'contest.read', at: 'scope' },
    response: ContestList,
    errors: [],
  },
} as const satisfies Endpoints;
