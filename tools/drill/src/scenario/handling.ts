import type { IncidentPatch } from '@posko/contracts';
import { kindRules } from '@posko/domain';
import type { IncidentKind, ReferralBody } from '@posko/domain';
import { ANSWERED_ON_THE_CALL, NOTHING_THERE, REPLIED, SOLVED, WAITING_FOR } from './call-words';
import type { PlannedCall } from './calls';
import { RandomStream, commandId } from './stream';

/** What an operator does about a call, so many minutes after it was logged. */
export interface HandlingStep {
  readonly afterMinutes: number;
  readonly change: Omit<IncidentPatch, 'id' | 'version'>;
}

/** How it goes on, as shares of calls: ours. Left alone means nobody ever takes it, so that it climbs the tiers. */
const LEFT_ALONE = 0.02;
const TAKEN_LATE = 0.08;
const NOTHING_IN_IT = 0.015;
const WAITS = 0.12;
const REFERRED = 0.6;
const REPLY_COMES = 0.85;
const STAYS_OPEN = 0.05;
const CLOSED = 0.8;

/** The whole handling of a call, in order of time. */
export function handlingOf(seed: number, call: PlannedCall): HandlingStep[] {
  const { again, ...rest } = call;
  const stream = new RandomStream(seed, `${call.subject}/handling`);
  if (again !== undefined) return asFirst(again, handlingOf(seed, { ...rest, subject: again }), { seed, stream });
  const { answerMinutes } = kindRules(call.kind);
  if (answerMinutes === 0) return [{ afterMinutes: 0.5, change: { outcome: stream.pick(ANSWERED_ON_THE_CALL) } }];
  const takenAt = takenAfter(answerMinutes, stream);
  if (takenAt === null) return [];
  const work = new Work(takenAt, stream);
  work.then(0, { assignee: 'me' });
  work.then(stream.between(0.5, 5), { status: 'inProgress' });
  if (stream.chance(NOTHING_IN_IT))
    return work.then(5, { status: 'invalid', comment: stream.pick(NOTHING_THERE) }).steps;
  if (stream.chance(WAITS)) {
    work.then(stream.between(2, 10), { waitingReason: stream.pick(WAITING_FOR) });
    work.then(stream.between(10, 45), { status: 'inProgress' });
  }
  const isAnswered = refer(call.kind, work, stream);
  return isAnswered ? end(answerMinutes, work, stream) : work.steps;
}

/** Steps one after the other. */
class Work {
  readonly steps: HandlingStep[] = [];

  constructor(
    private at: number,
    readonly stream: RandomStream,
  ) {}

  then(minutes: number, change: HandlingStep['change']): this {
    this.at += minutes;
    this.steps.push({ afterMinutes: this.at, change });
    return this;
  }
}

/** A second call is a duplicate of the first; where there was nothing in that one, there is nothing in this one either. */
function asFirst(
  subject: string,
  first: readonly HandlingStep[],
  { seed, stream }: { seed: number; stream: RandomStream },
): HandlingStep[] {
  const afterMinutes = stream.between(1, 6);
  const nothing = first.find(({ change }) => change.status === 'invalid');
  return [{ afterMinutes, change: nothing?.change ?? { duplicateOf: commandId(seed, subject) } }];
}

/** Most are taken well within the time for the first answer, some after it, a few never. */
function takenAfter(answerMinutes: number, stream: RandomStream): number | null {
  if (stream.chance(LEFT_ALONE)) return null;
  if (stream.chance(TAKEN_LATE)) return answerMinutes * stream.between(1.1, 3);
  return Math.max(0.3, Math.min(0.95, stream.skewed(0.2, 0.8)) * answerMinutes);
}

/** Handed to another body and back; false where its reply never comes. */
function refer(kind: IncidentKind, work: Work, stream: RandomStream): boolean {
  const to: ReferralBody | undefined = kindRules(kind).refer;
  if (to === undefined || !stream.chance(REFERRED)) return true;
  const reference = `${to.slice(0, 3).toUpperCase()}-${100 + stream.below(900)}`;
  work.then(stream.between(2, 15), { referral: { to, reference } });
  if (!stream.chance(REPLY_COMES)) return false;
  work.then(stream.between(20, 150), { referralReply: REPLIED[to] });
  return true;
}

function end(answerMinutes: number, work: Work, stream: RandomStream): HandlingStep[] {
  if (stream.chance(STAYS_OPEN)) return work.steps;
  work.then(stream.skewed(Math.max(5, answerMinutes / 2), 0.6), { outcome: stream.pick(SOLVED) });
  if (stream.chance(CLOSED)) work.then(stream.between(5, 60), { status: 'closed' });
  return work.steps;
}
