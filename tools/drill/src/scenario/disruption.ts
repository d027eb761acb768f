import type { IncidentKind } from '@posko/domain';
import { placeOf } from './place';
import { RATES } from './rates';
import { RandomStream } from './stream';

/** One cause that strikes many TPS at once. Minutes from midnight of the voting day. */
export interface Disruption {
  readonly kind: IncidentKind;
  readonly startsAt: number;
  /** Half of those who call do so within this long. */
  readonly spreadMinutes: number;
  /** Share of its TPS that call. */
  readonly share: number;
}

const HOUR = 60;

/** When Sirekap is out of reach for everybody: as the first forms come in, and at their peak. Calls are halved between them. */
const OUTAGES = [
  { from: 15.25 * HOUR, until: 16 * HOUR },
  { from: 19 * HOUR, until: 20 * HOUR },
] as const;

/** What strikes a kecamatan as a whole: a flood where it rains, a power cut while they count, and Sirekap, down for all. */
export function disruptionsOf(seed: number, kecamatan: string, rate: number): Disruption[] {
  const stream = new RandomStream(seed, `${kecamatan}/disruptions`);
  const disruptions: Disruption[] = [];
  const isFlooded = stream.chance(RATES.flood.share * rate);
  const isDark = stream.chance(RATES.powerCut.share * rate);
  const [flood, cut] = [stream.between(5 * HOUR, 11 * HOUR), stream.between(17.5 * HOUR, 20.5 * HOUR)];
  if (isFlooded && placeOf(seed, kecamatan, undefined).isRainy) {
    disruptions.push({ kind: 'ENV-02', startsAt: flood, spreadMinutes: 15, share: RATES.calledInFlood.share });
  }
  if (isDark) {
    disruptions.push({ kind: 'ENV-03', startsAt: cut, spreadMinutes: 8, share: RATES.calledInPowerCut.share });
  }
  return [...disruptions, ...outages(seed, rate)];
}

/** Drawn from the seed alone: the same minute everywhere. */
function outages(seed: number, rate: number): Disruption[] {
  const stream = new RandomStream(seed, 'sirekap');
  const share = (RATES.offline.share / OUTAGES.length) * rate;
  return OUTAGES.map(({ from, until }) => ({
    kind: 'SRK-02' as const,
    startsAt: stream.between(from, until),
    spreadMinutes: 20,
    share,
  }));
}
