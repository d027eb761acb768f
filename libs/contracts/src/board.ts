import { MARKS, RegionCode, RegionLevel, STAGES, Stage } from '@posko/domain';
import type { Mark, Stage as StageName } from '@posko/domain';
import * as z from 'zod';
import { Time } from './time';

const count = z.int().min(0);
const recordOf = <K extends string>(keys: readonly K[]): z.ZodObject<Record<K, typeof count>> =>
  z.object(Object.fromEntries(keys.map((key) => [key, count])) as Record<K, typeof count>);

export const StageCounts = recordOf<StageName>(STAGES);
export const MarkCounts = recordOf<Mark>(MARKS);

/** What Sirekap shows for a region: its own time stamp, its TPS total and those received. */
export const SirekapProgress = z.object({ ts: Time, total: count, received: count });
export type SirekapProgress = z.infer<typeof SirekapProgress>;

/** Voters so far as last reported, and by how many TPS. */
export const TurnoutSoFar = z.object({ voters: count, tps: count });

export const RegionRef = z.object({ code: z.string(), name: z.string(), level: RegionLevel });
export type RegionRef = z.infer<typeof RegionRef>;

export const BoardRegionRow = RegionRef.extend({
  total: count,
  stages: StageCounts,
  marks: MarkCounts,
  dpt: count,
  turnout: TurnoutSoFar,
  sirekap: SirekapProgress.optional(),
});
export type BoardRegionRow = z.infer<typeof BoardRegionRow>;

/** A TPS under its desa; its marks count 0 or 1, so that every tier adds up the same way. */
export const BoardTpsRow = z.object({ code: z.string(), stage: Stage, marks: MarkCounts, dpt: count });
export type BoardTpsRow = z.infer<typeof BoardTpsRow>;

export const BoardResponse = z.object({
  seq: count,
  at: Time,
  region: RegionRef,
  path: z.array(RegionRef).describe('from the root down to the region itself'),
  total: count,
  stages: StageCounts,
  marks: MarkCounts,
  dpt: count,
  turnout: TurnoutSoFar,
  sirekap: SirekapProgress.optional(),
  children: z.array(z.union([BoardRegionRow, BoardTpsRow])),
});
export type BoardResponse = z.infer<typeof BoardResponse>;

export const OverdueRow = z.object({
  code: z.string(),
  stage: Stage,
  missing: Stage,
  since: Time,
  lastReceivedAt: Time.nullable(),
});
export type OverdueRow = z.infer<typeof OverdueRow>;

/** Overdue TPS of a region, longest first, and how many there are per region one tier down. */
export const OverdueResponse = z.object({
  seq: count,
  at: Time,
  total: count,
  rows: z.array(OverdueRow),
});
export type OverdueResponse = z.infer<typeof OverdueResponse>;

export const OverdueQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  offset: z.coerce.number().int().min(0).default(0),
});

/** Stage counters of a region over time: at the end of each bucket, in the order of the stages. */
export const TrendResponse = z.object({
  seq: count,
  at: Time,
  bucketMinutes: z.int(),
  points: z.array(z.object({ at: Time, stages: z.array(count).length(STAGES.length) })),
});
export type TrendResponse = z.infer<typeof TrendResponse>;

/** `min`: do not answer with a board before this seq; a client that just subscribed asks for its acknowledged seq. */
export const SnapshotQuery = z.object({
  min: z.coerce.number().int().min(0).default(0),
  region: RegionCode.optional().describe('within the own scope'),
});
