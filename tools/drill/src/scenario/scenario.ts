import type { Calendar, RegionTree } from '@posko/domain';
import { callsOf, disruptionsFor } from './calls';
import type { CallOptions, PlannedCall } from './calls';
import { dayOf } from './day';
import type { Disruption } from './disruption';
import { placeOf } from './place';
import type { Place } from './place';
import { PlanBuilder } from './plan';
import type { DeliveryPlan } from './plan';

const HOUR = 60;
const MINUTE_MS = 60_000;
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
  /** How many times the published number of calls; none without it. */
  readonly callsRate?: number | undefined;
}

/** Everything that reaches the room. */
export interface Scenario {
  readonly reports: DeliveryPlan;
  /** In order of time; `dueAt` in ms since the epoch. */
  readonly calls: readonly PlannedCall[];
}

/** The three days of every TPS of a register. Depends on nothing but the seed, the codes and the calendar. */
export function buildScenario(tree: RegionTree, options: ScenarioOptions): Scenario {
  const { seed, calendar, region, callsRate: rate = 0 } = options;
  const first = region === undefined ? 0 : (tree.first[region] ?? 0);
  const count = region === undefined ? tree.size : (tree.count[region] ?? 0);
  const builder = new PlanBuilder(calendar.startsAt, SPAN, Math.ceil(count * REPORTS_PER_TPS));
  const calls: PlannedCall[] = [];
  const surroundingsOf = surroundings(options, { seed, rate });
  for (let position = first; position < first + count; position++) {
    const code = tree.tpsCodeAt(position);
    const { place, disruptions } = surroundingsOf(code.slice(0, KECAMATAN_DIGITS));
    const { course, dispatches } = dayOf(seed, code, place);
    for (const dispatch of dispatches) builder.add(position, dispatch);
    if (rate > 0) calls.push(...callsOf({ seed, rate }, code, { course, place, disruptions }));
  }
  return { reports: builder.build(), calls: inOrder(calls, calendar) };
}

/** What the TPS of a kecamatan have in common, worked out once for each. */
function surroundings(
  { seed, dptByKecamatan }: ScenarioOptions,
  calls: CallOptions,
): (kecamatan: string) => { place: Place; disruptions: readonly Disruption[] } {
  const known = new Map<string, { place: Place; disruptions: readonly Disruption[] }>();
  return (kecamatan) => {
    const found = known.get(kecamatan) ?? {
      place: placeOf(seed, kecamatan, dptByKecamatan?.get(kecamatan)),
      disruptions: disruptionsFor(calls, kecamatan),
    };
    known.set(kecamatan, found);
    return found;
  };
}

function inOrder(calls: readonly PlannedCall[], calendar: Calendar): PlannedCall[] {
  return calls
    .filter(({ dueAt }) => dueAt >= SPAN.from && dueAt < SPAN.until)
    .map((call) => ({ ...call, dueAt: Math.round(calendar.startsAt + call.dueAt * MINUTE_MS) }))
    .sort((a, b) => a.dueAt - b.dueAt || (a.subject < b.subject ? -1 : 1));
}

/** Where a day is worth jumping to, in hours from midnight of the voting day. */
const PHASE_HOURS = [-15, -10, -6, 6.75, 7.25, 9, 11, 13, 14, 15.5, 17, 20, 24, 34.25, 48] as const;

/** The next phase of the day after `now` (ms since the epoch), or null when the days are over. */
export function nextPhase(calendar: Calendar, now: number): number | null {
  return PHASE_HOURS.map((hour) => calendar.startsAt + hour * HOUR * 60_000).find((at) => at > now) ?? null;
}
