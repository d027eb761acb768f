import type { Calendar, RegionTree } from '@posko/domain';
import { dayOf } from './day';
import { placeOf } from './place';
import type { Place } from './place';
import { PlanBuilder } from './plan';
import type { DeliveryPlan } from './plan';

const HOUR = 60;
const REPORTS_PER_TPS = 9.2;
const KECAMATAN_DIGITS = 6;

/** The eve, the voting day and the day after, in minutes from midnight of the voting day. */
export const SPAN = { from: -24 * HOUR, until: 48 * HOUR };

export interface ScenarioOptions {
  readonly seed: number;
  readonly calendar: Calendar;
  /** Only TPS of this region; each has the same day as in the whole. Index within the tree. */
  readonly region?: number | undefined;
  /** Mean list of a TPS by kecamatan code, where known. */
  readonly dptByKecamatan?: ReadonlyMap<string, number> | undefined;
}

/** The three days of every TPS of a register. Depends on nothing but the seed, the codes and the calendar. */
export function buildScenario(tree: RegionTree, options: ScenarioOptions): DeliveryPlan {
  const first = options.region === undefined ? 0 : (tree.first[options.region] ?? 0);
  const count = options.region === undefined ? tree.size : (tree.count[options.region] ?? 0);
  const builder = new PlanBuilder(options.calendar.startsAt, SPAN, Math.ceil(count * REPORTS_PER_TPS));
  const places = new Map<string, Place>();
  for (let position = first; position < first + count; position++) {
    const code = tree.tpsCodeAt(position);
    const kecamatan = code.slice(0, KECAMATAN_DIGITS);
    const place = places.get(kecamatan) ?? placeOf(options.seed, kecamatan, options.dptByKecamatan?.get(kecamatan));
    places.set(kecamatan, place);
    for (const dispatch of dayOf(options.seed, code, place)) builder.add(position, dispatch);
  }
  return builder.build();
}

/** Where a day is worth jumping to, in hours from midnight of the voting day. */
const PHASE_HOURS = [-15, -10, -6, 6.75, 7.25, 9, 11, 13, 14, 15.5, 17, 20, 24, 34.25, 48] as const;

/** The next phase of the day after `now` (ms since the epoch), or null when the days are over. */
export function nextPhase(calendar: Calendar, now: number): number | null {
  return PHASE_HOURS.map((hour) => calendar.startsAt + hour * HOUR * 60_000).find((at) => at > now) ?? null;
}
