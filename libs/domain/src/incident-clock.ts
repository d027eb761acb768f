import { isoTime } from './clock';
import type { Incident, IncidentStatus } from './incident';
import { isOpen } from './incident';
import { DEFAULT_INCIDENT_POLICY, answerSpan, solutionSpan, updateSpan } from './incident-policy';
import type { IncidentPolicy } from './incident-policy';

/** What is promised: that someone answers, that news follow, that it ends. */
export const INCIDENT_CLOCKS = ['answer', 'update', 'solution'] as const;
export type IncidentClock = (typeof INCIDENT_CLOCKS)[number];

export const CLOCK_STATES = ['ok', 'soon', 'breached', 'paused', 'done'] as const;
export type ClockState = (typeof CLOCK_STATES)[number];

export interface ClockReading {
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
  /** Time left in ms, below zero once it is breached; stands still while paused. */
  readonly leftMs: number;
  readonly state: ClockState;
}

/** As much of an incident as its clocks need; rows of the queue have it too. */
export type Timed = Pick<
  Incident,
  'kind' | 'severity' | 'status' | 'firstAnsweredAt' | 'pausedAt' | 'answerDueAt' | 'updateDueAt' | 'solutionDueAt'
>;

/** Warned of in good time: with less than a quarter of the span or less than this left. */
const SOON_MS = 10 * 60_000;

/**
 * Clocks that stand still. Waiting stops all of them. With another body the solution is out of our hands, but whoever
 * reported it is still owed news, so that somebody asks for the reply.
 */
const STOPPED: Partial<Record<IncidentStatus, readonly IncidentClock[]>> = {
  waiting: ['answer', 'update', 'solution'],
  referred: ['solution'],
};

const SPANS = { answer: answerSpan, update: updateSpan, solution: solutionSpan } as const;
const DUE = { answer: 'answerDueAt', update: 'updateDueAt', solution: 'solutionDueAt' } as const;

/** True where the status stops the clock of the solution; `pausedAt` and `pausedMs` tell of that one. */
export function isPausing(status: IncidentStatus): boolean {
  return STOPPED[status] !== undefined;
}

/** The three clocks at `now` (ms). The policy only says how early to warn. */
export function clocksOf(
  incident: Timed,
  now: number,
  policy: IncidentPolicy = DEFAULT_INCIDENT_POLICY,
): Record<IncidentClock, ClockReading> {
  const read = (clock: IncidentClock): ClockReading => {
    const dueAt = Date.parse(incident[DUE[clock]]);
    const isStopped = stops(incident, clock);
    const leftMs = dueAt - (isStopped ? Math.min(now, Date.parse(incident.pausedAt ?? isoTime(now))) : now);
    if (isDone(incident, clock)) return { dueAt, leftMs, state: 'done' };
    if (isStopped) return { dueAt, leftMs, state: 'paused' };
    const soon = Math.max(SPANS[clock](incident, policy) / 4, SOON_MS);
    return { dueAt, leftMs, state: leftMs <= 0 ? 'breached' : leftMs < soon ? 'soon' : 'ok' };
  };
  return { answer: read('answer'), update: read('update'), solution: read('solution') };
}

/** Earliest due time (ms) of the clocks that run, or null: what the queue is ordered by. */
export function nextDue(incident: Timed): number | null {
  const running = INCIDENT_CLOCKS.filter((clock) => !isDone(incident, clock) && !stops(incident, clock));
  return running.length === 0 ? null : Math.min(...running.map((clock) => Date.parse(incident[DUE[clock]])));
}

/** Orders a queue: what is due first comes first, what waits for others last, the older before the younger. */
export function compareDue(a: Timed & { number: number }, b: Timed & { number: number }): number {
  const [dueA, dueB] = [nextDue(a) ?? Infinity, nextDue(b) ?? Infinity];
  return dueA === dueB ? a.number - b.number : dueA - dueB;
}

/** True where a running clock has run out at `now` (ms). */
export function isBreached(incident: Timed, now: number): boolean {
  const due = nextDue(incident);
  return due !== null && due <= now;
}

/** The incident with its clocks begun at `at` (ms): all three anew, none paused. */
export function startClocks<I extends Incident>(incident: I, at: number, policy: IncidentPolicy): I {
  const fresh = { ...incident, startedAt: isoTime(at), firstAnsweredAt: null, escalatedAt: null };
  return setUpdate(setDues({ ...fresh, pausedAt: null, pausedMs: 0 }, policy), at, policy);
}

/** Due times that follow from kind and severity, after either changed. A first answer that was given stays as it was. */
export function setDues<I extends Incident>(incident: I, policy: IncidentPolicy): I {
  const startedAt = Date.parse(incident.startedAt);
  const answerFrom = incident.escalatedAt === null ? startedAt : Date.parse(incident.escalatedAt);
  return {
    ...incident,
    answerDueAt:
      incident.firstAnsweredAt === null ? isoTime(answerFrom + answerSpan(incident, policy)) : incident.answerDueAt,
    solutionDueAt: isoTime(startedAt + solutionSpan(incident, policy) + incident.pausedMs),
  };
}

/** The next update counts from `at` (ms). Until the first answer is due nobody is owed an update. */
export function setUpdate<I extends Incident>(incident: I, at: number, policy: IncidentPolicy): I {
  const due = at + updateSpan(incident, policy);
  const answerDue = incident.firstAnsweredAt === null ? Date.parse(incident.answerDueAt) : 0;
  return { ...incident, updateDueAt: isoTime(Math.max(due, answerDue)) };
}

/** The incident after its status became `status`: a pause that ends is added to the solution's time. */
export function settlePause<I extends Incident>(incident: I, status: IncidentStatus, at: number): I {
  const elapsed = incident.pausedAt === null ? 0 : Math.max(0, at - Date.parse(incident.pausedAt));
  return {
    ...incident,
    pausedAt: isPausing(status) ? isoTime(at) : null,
    pausedMs: incident.pausedMs + elapsed,
    solutionDueAt: isoTime(Date.parse(incident.solutionDueAt) + elapsed),
  };
}

function isDone(incident: Timed, clock: IncidentClock): boolean {
  return !isOpen(incident.status) || (clock === 'answer' && incident.firstAnsweredAt !== null);
}

function stops(incident: Timed, clock: IncidentClock): boolean {
  return STOPPED[incident.status]?.includes(clock) ?? false;
}
