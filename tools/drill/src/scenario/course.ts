import type { ReportableStage } from '@posko/domain';
import type { Place } from './place';
import type { RandomStream } from './stream';

/**
 * What really happens at one TPS, in minutes since midnight of the voting day (the eve is negative).
 *
 * | stage    | when                                                                                      |
 * | -------- | ----------------------------------------------------------------------------------------- |
 * | ready    | the eve, most between 13.00 and 17.30; with logistics missing, evening or early morning     |
 * | open     | from 06.58, nearly all by 07.20; late ones after 07.30                                     |
 * | closed   | 13.00, later where people queue                                                           |
 * | counting | after a break of about twenty minutes                                                     |
 * | counted  | two ballots per voter, one after the other, then the forms: longer for long lists          |
 * | sent     | half within 25 minutes; late ones after three hours or on the next morning                  |
 */
export type Course = Readonly<Record<ReportableStage, number>> & {
  /** Voters by 09.00, 11.00, 13.00 and in the end. */
  readonly turnout: readonly [number, number, number, number];
  /** The stage at which the TPS stays for good; `sent` for all but a few. */
  readonly endsAt: ReportableStage;
};

const HOUR = 60;
/** Reading out, showing and tallying one ballot; two contests are counted. */
const MINUTES_PER_BALLOT = 0.13;
const CONTESTS = 2;
/** Setting up, and signing the forms afterwards. */
const COUNT_SETUP_MINUTES = 45;

export function courseOf(place: Place, stream: RandomStream): Course {
  const ready = readyAt(place, stream);
  const open = openAt(place, stream);
  const closed = closedAt(stream);
  const counting = closed + Math.max(5, stream.normal(22, 9) + place.offsetMinutes / 2);
  const turnout = turnoutOf(place, stream, open);
  const ballots = turnout[3] * CONTESTS * MINUTES_PER_BALLOT * Math.max(0.6, stream.normal(1, 0.22));
  const extra = stream.exponential(18) + (stream.happens('countedAgain') ? 50 + stream.exponential(90) : 0);
  const counted = counting + COUNT_SETUP_MINUTES + ballots + extra + Math.max(0, place.offsetMinutes);
  const sent = sentAt(counted, place, stream);
  return { ready, open, closed, counting, counted, sent, turnout, endsAt: endOf(stream) };
}

function readyAt(place: Place, stream: RandomStream): number {
  if (stream.happens('readyLate')) {
    return stream.chance(0.5) ? stream.between(-6 * HOUR + 5, -2 * HOUR) : stream.between(5.5 * HOUR, 6.75 * HOUR);
  }
  const at = stream.normal(-8.6 * HOUR + place.offsetMinutes * 4, 1.4 * HOUR);
  return Math.min(-6 * HOUR - 10, Math.max(-16 * HOUR, at));
}

function openAt(place: Place, stream: RandomStream): number {
  if (stream.happens('openedLate')) return 7.5 * HOUR + 1 + Math.min(150, stream.exponential(30));
  const delay = stream.exponential(place.isRainy ? 8 : 4) + Math.max(0, place.offsetMinutes / 3);
  return 7 * HOUR - 2 + Math.min(30, delay);
}

function closedAt(stream: RandomStream): number {
  const queue = stream.happens('longQueue') ? 8 + stream.exponential(16) : stream.between(0, 8);
  return 13 * HOUR + Math.min(110, queue);
}

function sentAt(counted: number, place: Place, stream: RandomStream): number {
  if (stream.happens('sentNextDay')) return stream.between(30 * HOUR, 37 * HOUR);
  if (stream.happens('sentLate')) return counted + 3 * HOUR + 2 + Math.min(6 * HOUR, stream.exponential(50));
  return counted + Math.min(175, stream.skewed(20 + 12 * place.rurality, 0.7));
}

function endOf(stream: RandomStream): ReportableStage {
  if (!stream.happens('neverSent')) return 'sent';
  return stream.happens('countedAmongNeverSent') ? 'counted' : stream.pick(['ready', 'open', 'closed', 'counting']);
}

function turnoutOf(place: Place, stream: RandomStream, open: number): [number, number, number, number] {
  const list = Math.round(place.dpt * Math.min(1.15, Math.max(0.8, stream.normal(1, 0.07))));
  const total = Math.round(list * Math.min(0.97, Math.max(0.25, stream.normal(place.turnout, 0.05))));
  const lost = (place.isRainy ? 0.08 : 0) + Math.min(0.2, (open - 7 * HOUR) / 600);
  const by9 = Math.min(0.5, Math.max(0.03, stream.normal(0.29, 0.05) - lost));
  const by11 = Math.min(0.85, Math.max(by9 + 0.05, stream.normal(0.66, 0.06) - lost / 2));
  const by13 = Math.max(by11, stream.normal(0.97, 0.015));
  return [by9, by11, Math.min(1, by13), 1].map((share) => Math.round(total * share)) as [
    number,
    number,
    number,
    number,
  ];
}
