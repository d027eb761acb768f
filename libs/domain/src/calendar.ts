import type { Stage } from './stage';
import { stageIndex } from './stage';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Hours within which `sent` has to follow `counted` (domain.md section 4). */
export const SEND_WITHIN_HOURS = 3;

/** Deadlines of one voting day, as milliseconds since the epoch. */
export interface Calendar {
  /** Voting day as YYYY-MM-DD in local time. */
  readonly votingDay: string;
  readonly utcOffsetMinutes: number;
  /** Local midnight at the start of the voting day. */
  readonly startsAt: number;
  /** Latest time by which each stage is expected; a TPS below it afterwards is overdue. */
  readonly deadlines: readonly { readonly stage: Stage; readonly at: number }[];
  /** End of the provincial recapitulation: from here on nobody is overdue any more, nobody would be called. */
  readonly closesAt: number;
}

/**
 * The calendar of a voting day. Deadlines per domain.md section 4: ready the day before 18.00, open 07.30, closed 14.00,
 * counted 20.00; the provincial recapitulation ends twelve days after voting.
 * @param votingDay YYYY-MM-DD
 * @param utcOffsetMinutes offset of local time, 420 for WIB
 */
export function calendarOf(votingDay: string, utcOffsetMinutes = 420): Calendar {
  const startsAt = Date.parse(`${votingDay}T00:00:00Z`) - utcOffsetMinutes * MINUTE;
  if (Number.isNaN(startsAt)) throw new RangeError(`"${votingDay}" is no date of the form YYYY-MM-DD`);
  return {
    votingDay,
    utcOffsetMinutes,
    startsAt,
    deadlines: [
      { stage: 'ready', at: startsAt - 6 * HOUR },
      { stage: 'open', at: startsAt + 7.5 * HOUR },
      { stage: 'closed', at: startsAt + 14 * HOUR },
      { stage: 'counted', at: startsAt + 20 * HOUR },
    ],
    closesAt: startsAt + 13 * DAY,
  };
}

/** What a TPS is silent about, and since when. */
export interface Silence {
  readonly missing: Stage;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/**
 * The earliest stage that a TPS owes at `now`, or null. `countedAt` (ms) starts the three hours for `sent`.
 * After `closesAt` nothing is owed.
 */
export function silenceOf(
  calendar: Calendar,
  standing: { stage: number; countedAt: number | null },
  now: number,
): Silence | null {
  if (now >= calendar.closesAt) return null;
  for (const deadline of calendar.deadlines) {
    if (deadline.at > now) break;
    if (standing.stage < stageIndex(deadline.stage)) return { missing: deadline.stage, since: deadline.at };
  }
  if (standing.stage !== stageIndex('counted') || standing.countedAt === null) return null;
  const sendBy = standing.countedAt + SEND_WITHIN_HOURS * HOUR;
  return sendBy <= now ? { missing: 'sent', since: sendBy } : null;
}

/**
 * Minutes by which a report of `stage` came after its deadline; 0 when in time or without one. `countedAt` (ms) is when the
 * TPS finished counting, which starts the time for `sent`.
 */
export function lateMinutes(
  calendar: Calendar,
  report: { stage: Stage; occurredAt: number },
  countedAt: number | null = null,
): number {
  const sendBy = countedAt === null ? undefined : countedAt + SEND_WITHIN_HOURS * HOUR;
  const fixed = calendar.deadlines.find((entry) => entry.stage === report.stage)?.at;
  const deadline = report.stage === 'sent' ? sendBy : fixed;
  return deadline === undefined ? 0 : Math.max(0, Math.floor((report.occurredAt - deadline) / MINUTE));
}
