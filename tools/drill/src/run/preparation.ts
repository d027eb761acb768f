import type { BoardResponse } from '@posko/contracts';
import { RegionTree, calendarOf } from '@posko/domain';
import type { Calendar } from '@posko/domain';
import { buildScenario } from '../scenario/scenario';
import type { PlannedCall } from '../scenario/calls';
import type { DeliveryPlan } from '../scenario/plan';
import type { DrillApi, RealTime } from './api';
import { RoomClock } from './room-clock';

/** A server's register and calendar, and the days made for them. */
export interface Preparation {
  readonly tree: RegionTree;
  readonly register: number;
  readonly calendar: Calendar;
  readonly clock: RoomClock;
  readonly plan: DeliveryPlan;
  readonly calls: readonly PlannedCall[];
  /** TPS that take part. */
  readonly tps: number;
}

const READS_AT_ONCE = 8;

/** Reads what the server has and makes the scenario. Throws where there is no register, or no such region in it. */
export async function prepare(
  room: { api: DrillApi; time: RealTime },
  options: { seed: number; region?: string | undefined; callsRate?: number | undefined },
): Promise<Preparation> {
  const [regions, clock] = await Promise.all([room.api.regions(), room.api.clock()]);
  const tree = new RegionTree(regions.rows);
  if (tree.size === 0) throw new Error('The server has no register yet: import one first');
  const region = options.region === undefined ? undefined : tree.indexOf(options.region);
  if (region === -1) throw new Error(`The register has no region ${options.region ?? ''}`);
  const { votingDay, utcOffsetMinutes } = clock.calendar;
  const calendar = calendarOf(votingDay, utcOffsetMinutes);
  const dptByKecamatan = await kabupatenLists((code) => room.api.board(code), tree, kabupatenOf(tree, region));
  const { seed, callsRate } = options;
  const { reports, calls } = buildScenario(tree, { seed, calendar, region, dptByKecamatan, callsRate });
  return {
    tree,
    register: regions.version,
    calendar,
    clock: new RoomClock(room.api, room.time, clock),
    plan: reports,
    calls,
    tps: region === undefined ? tree.size : (tree.count[region] ?? 0),
  };
}

/** Mean list of a TPS in each kecamatan of these kabupaten: one read for each. */
export async function kabupatenLists(
  board: (regionCode: string) => Promise<BoardResponse>,
  tree: RegionTree,
  kabupaten: readonly number[],
): Promise<Map<string, number>> {
  const wanted = [...kabupaten];
  const lists = new Map<string, number>();
  const readNext = async (): Promise<void> => {
    for (let index = wanted.pop(); index !== undefined; index = wanted.pop()) {
      const { children } = await board(tree.codeOf(index));
      for (const child of children) {
        if ('total' in child && child.total > 0) lists.set(child.code, child.dpt / child.total);
      }
    }
  };
  await Promise.all(Array.from({ length: READS_AT_ONCE }, readNext));
  return lists;
}

function kabupatenOf(tree: RegionTree, region: number | undefined): number[] {
  const indices = Array.from({ length: tree.regionCount }, (_, index) => index);
  const all = indices.filter((index) => tree.levels[index] === 'kabupaten');
  if (region === undefined) return all;
  return all.filter((index) => tree.isWithin(index, region) || tree.isWithin(region, index));
}
