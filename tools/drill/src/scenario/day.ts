import { REPORTABLE_STAGES, stageIndex } from '@posko/domain';
import type { ReportableStage } from '@posko/domain';
import { courseOf } from './course';
import type { Course } from './course';
import { NOTES } from './notes';
import type { Place } from './place';
import { RandomStream } from './stream';

/** One report on its way to us. Times in minutes since midnight of the voting day; `due` is when it reaches us. */
export interface Dispatch {
  /** Place within the TPS's day: names the id, so a report sent again has its first ordinal. */
  readonly ordinal: number;
  readonly stage: ReportableStage;
  /** What the crew's phone says. */
  readonly occurred: number;
  readonly due: number;
  /** -1 where none is told. */
  readonly turnout: number;
  /** Index into `NOTES`, 0 for none. */
  readonly note: number;
}

const TURNOUT_HOURS = [9, 11, 13] as const;
const HOUR = 60;
const MAX_DELAY = 90;
/** A closing later than this after 13.00 had a queue. */
const QUEUE_MINUTES = 8;

export interface TpsDay {
  /** What really happens. */
  readonly course: Course;
  /** What the TPS sends of it, in the order in which it was written, which is not always the order in which it arrives. */
  readonly dispatches: readonly Dispatch[];
}

/** The days of one TPS. */
export function dayOf(seed: number, tpsCode: string, place: Place): TpsDay {
  const stream = new RandomStream(seed, tpsCode);
  const course = courseOf(place, stream);
  return { course, dispatches: dispatchesOf(course, place, stream) };
}

function dispatchesOf(course: Course, place: Place, stream: RandomStream): Dispatch[] {
  const written = withTurnout(stageReports(course, place, stream), { course, place, stream });
  const told = written.filter(silence(stream));
  const numbered = told.map((report, ordinal) => ({ ...report, ordinal }));
  const delivered = offline(outOfOrder(numbered, stream), stream);
  return shiftClock([...delivered, ...repeats(delivered, stream)], stream);
}

/** Minutes from what happened to its report. */
function delay(place: Place, stream: RandomStream): number {
  return Math.min(MAX_DELAY, stream.skewed(2.5 + 4 * place.rurality + (place.isRainy ? 2 : 0), 0.8));
}

/** A figure of voters is gathered from the attendance list first. */
function turnoutDelay(place: Place, stream: RandomStream): number {
  return Math.min(MAX_DELAY, stream.between(2, 12) + delay(place, stream) * 1.5);
}

function stageReports(course: Course, place: Place, stream: RandomStream): Dispatch[] {
  const reached = REPORTABLE_STAGES.filter((stage) => stageIndex(stage) <= stageIndex(course.endsAt));
  return reached.map((stage) => {
    const occurred = course[stage];
    // The form's arrival is the report: no one writes `sent` by hand.
    const due = occurred + (stage === 'sent' ? stream.between(0.05, 0.5) : delay(place, stream));
    return { ordinal: 0, stage, occurred, due, turnout: turnoutWith(stage, course), note: noteFor(stream) };
  });
}

/** The closing tells the turnout of 13.00 where nobody queues, the end of the count the final one. */
function turnoutWith(stage: ReportableStage, course: Course): number {
  if (stage === 'counted') return course.turnout[3];
  return stage === 'closed' && !hasQueue(course) ? course.turnout[2] : -1;
}

function hasQueue(course: Course): boolean {
  return course.closed > 13 * HOUR + QUEUE_MINUTES;
}

function noteFor(stream: RandomStream): number {
  return stream.happens('note') ? 1 + stream.below(NOTES.length - 1) : 0;
}

/** Turnout is told at 09.00 and 11.00, and at 13.00 too where people queue, because the closing comes later there. */
function withTurnout(reports: Dispatch[], day: { course: Course; place: Place; stream: RandomStream }): Dispatch[] {
  const { course, place, stream } = day;
  if (stageIndex(course.endsAt) < stageIndex('open')) return reports;
  const hours = hasQueue(course) ? TURNOUT_HOURS : TURNOUT_HOURS.slice(0, 2);
  const turnouts = hours.flatMap((hour, index) => {
    const occurred = hour * HOUR + stream.between(0, 6);
    const due = occurred + turnoutDelay(place, stream);
    const isLeftOut = stream.happens('turnoutLeftOut') || course.open > hour * HOUR;
    const stage: ReportableStage = 'open';
    return isLeftOut ? [] : [{ ordinal: 0, stage, occurred, due, turnout: course.turnout[index] ?? 0, note: 0 }];
  });
  return [...reports, ...turnouts].sort((a, b) => a.occurred - b.occurred);
}

/** Which reports are told at all. The last one, `sent`, is the form itself and always comes. */
function silence(stream: RandomStream): (report: Dispatch) => boolean {
  if (stream.happens('silentUntilCounted')) return (report) => stageIndex(report.stage) >= stageIndex('counted');
  if (!stream.happens('silentForSomeStages')) return () => true;
  const skipped = new Set<ReportableStage>();
  const count = 1 + stream.below(3);
  while (skipped.size < count) skipped.add(stream.pick(['ready', 'open', 'closed', 'counting', 'counted']));
  return (report) => !skipped.has(report.stage) || (report.stage === 'open' && report.turnout >= 0);
}

function outOfOrder(reports: Dispatch[], stream: RandomStream): Dispatch[] {
  return reports.map((report, index) => {
    const next = reports[index + 1];
    const isHeldUp = stream.happens('outOfOrder') && next !== undefined;
    return isHeldUp ? { ...report, due: Math.max(report.due, next.due) + stream.between(0.5, 10) } : report;
  });
}

/** Without signal for a while: what was written meanwhile arrives in one burst, half of the time in any order. */
function offline(reports: Dispatch[], stream: RandomStream): Dispatch[] {
  if (!stream.happens('offline')) return reports;
  const from = stream.between(6.5 * HOUR, 18 * HOUR);
  const until = from + 30 + Math.min(8 * HOUR, stream.exponential(2 * HOUR));
  const isShuffled = stream.chance(0.5);
  let burst = 0;
  return reports.map((report) => {
    if (report.due < from || report.due >= until) return report;
    burst += isShuffled ? stream.between(0, 0.3) - 0.1 : stream.between(0.02, 0.07);
    return { ...report, due: until + Math.abs(burst) };
  });
}

function repeats(reports: readonly Dispatch[], stream: RandomStream): Dispatch[] {
  return reports.flatMap((report, index) => {
    const again = stream.happens('sameIdAgain') ? [{ ...report, due: report.due + stream.between(0.1, 5) }] : [];
    if (!stream.happens('sameStageNewId')) return again;
    const occurred = report.occurred + stream.between(-3, 3);
    const due = Math.max(report.due, occurred) + stream.between(1, 20);
    return [...again, { ...report, ordinal: reports.length + index, occurred, due, turnout: -1, note: 0 }];
  });
}

/** A phone set to WITA or WIT, an hour behind, or minutes off: only what the crew says changes, not when it arrives. */
function shiftClock(reports: Dispatch[], stream: RandomStream): Dispatch[] {
  if (!stream.happens('wrongClock')) return reports;
  const off = stream.pick([60, 120, -60, stream.between(-45, 45)]);
  return reports.map((report) => ({ ...report, occurred: report.occurred + off }));
}
