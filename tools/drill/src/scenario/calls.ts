import { INCIDENT_KIND_CODES } from '@posko/domain';
import type { IncidentKind } from '@posko/domain';
import { CALL_RATES } from './call-rates';
import type { CallCause, CallRate, CallWindow } from './call-rates';
import { SAID, SAID_AGAIN } from './call-words';
import type { Course } from './course';
import { disruptionsOf } from './disruption';
import type { Disruption } from './disruption';
import type { Place } from './place';
import { RandomStream } from './stream';

/** One call to the help desk. */
export interface PlannedCall {
  /** Names the call within the drill: its commands get their ids from it. */
  readonly subject: string;
  readonly tps: string;
  readonly kind: IncidentKind;
  /** Minutes from midnight of the voting day; in a finished plan ms since the epoch. */
  readonly dueAt: number;
  readonly note: string;
  readonly phone: string;
  /** Subject of the call that told of the same thing first. */
  readonly again?: string;
}

/** What the day of one TPS was, as far as its calls follow from it. */
export interface CallerDay {
  readonly course: Course;
  readonly place: Place;
  /** What struck its kecamatan. */
  readonly disruptions: readonly Disruption[];
}

export interface CallOptions {
  readonly seed: number;
  /** How many times the published number of calls. */
  readonly rate: number;
}

const HOUR = 60;
const QUEUE_MINUTES = 8;
const CAUSES: Readonly<Record<CallCause, (day: CallerDay) => boolean>> = {
  openedLate: ({ course }) => course.open > 7.5 * HOUR,
  readyLate: ({ course }) => course.ready > -6 * HOUR,
  longQueue: ({ course }) => course.closed > 13 * HOUR + QUEUE_MINUTES,
  rain: ({ place }) => place.isRainy,
};

/** Every call about one TPS, in no order. */
export function callsOf(options: CallOptions, tps: string, day: CallerDay): PlannedCall[] {
  const stream = new RandomStream(options.seed, `${tps}/calls`);
  const drawn = [...single(stream, day, options.rate), ...widespread(stream, day.disruptions)];
  return drawn.flatMap(({ kind, dueAt }, nth) => {
    const subject = `${tps}/call${nth}`;
    const call = { subject, tps, kind, dueAt, note: stream.pick(SAID[kind]), phone: phoneOf(stream) };
    return [call, ...second(stream, call)];
  });
}

/** What struck the TPS of a kecamatan. */
export function disruptionsFor(options: CallOptions, kecamatan: string): Disruption[] {
  return disruptionsOf(options.seed, kecamatan, options.rate);
}

type Drawn = Pick<PlannedCall, 'kind' | 'dueAt'>;

function single(stream: RandomStream, day: CallerDay, rate: number): Drawn[] {
  return INCIDENT_KIND_CODES.flatMap((kind) => {
    const { share, window, cause }: CallRate = CALL_RATES[kind];
    const times = stream.times(share * rate);
    if (times === 0 || (cause !== undefined && !CAUSES[cause](day))) return [];
    return Array.from({ length: times }, () => ({ kind, dueAt: timeIn(window, day.course, stream) }));
  });
}

function widespread(stream: RandomStream, disruptions: readonly Disruption[]): Drawn[] {
  return disruptions.flatMap(({ kind, startsAt, spreadMinutes, share }) =>
    Array.from({ length: stream.times(share) }, () => ({
      kind,
      dueAt: startsAt + stream.exponential(spreadMinutes / Math.LN2),
    })),
  );
}

/** A second caller: other words, another telephone, minutes later. */
function second(stream: RandomStream, first: PlannedCall): PlannedCall[] {
  if (!stream.happens('secondCaller')) return [];
  const { subject } = first;
  const dueAt = first.dueAt + stream.between(2, 25);
  const note = stream.pick(SAID_AGAIN);
  return [{ ...first, subject: `${subject}/again`, dueAt, note, phone: phoneOf(stream), again: subject }];
}

function timeIn({ after, from, until }: CallWindow, course: Course, stream: RandomStream): number {
  const start = after === 'midnight' ? 0 : course[after];
  return start + stream.between(from, until);
}

/** Nobody's: numbers of this form are too short to be given out. */
function phoneOf(stream: RandomStream): string {
  return `0800${String(stream.below(100_000)).padStart(5, '0')}`;
}
