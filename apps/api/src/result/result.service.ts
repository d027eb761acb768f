import { Injectable } from '@nestjs/common';
import type { EntryCommand, ResultAnswer, ResultDecisionRequest } from '@posko/contracts';
import { HOLD_REASONS, PROFILES, TpsCode, checkForm, misfits } from '@posko/domain';
import type { CHasil, Contest } from '@posko/domain';
import { ContestHolder } from '../platform/contest/contest-holder';
import { ApiError, invalidRequest } from '../platform/http/api-error';
import { RegisterHolder } from '../platform/register/register-holder';
import { ResultWriter } from '../platform/result/result-writer';
import type { Acting, ResultOutcome } from '../platform/result/result-writer';

/** Where a command is about. */
export interface ResultPlace {
  readonly contest: Contest;
  readonly tps: TpsCode;
}

/** What a command came to, and whether it had been given before. */
export interface ResultAnswered {
  readonly answer: ResultAnswer;
  readonly isRepeat: boolean;
}

/** Commands on results as they come by HTTP: finds the contest, holds forms against it, and says what the rules find. */
@Injectable()
export class ResultService {
  constructor(
    private readonly writer: ResultWriter,
    private readonly contests: ContestHolder,
    private readonly register: RegisterHolder,
  ) {}

  /** A TPS of the register in the area of a contest. A code that cannot be one is as unknown as one that is not there. */
  place(contest: string, tpsCode: string): ResultPlace {
    const tps = TpsCode.safeParse(tpsCode).data;
    if (tps === undefined || this.register.current().tree.positionOf(tps) < 0) throw new ApiError('tps-not-found');
    return { contest: this.contests.find(contest, tps), tps };
  }

  async enter(place: ResultPlace, { id, form, source }: EntryCommand, acting: Acting): Promise<ResultAnswered> {
    requireFit(form, place.contest, 'form');
    // A crew reads its own paper, whatever it calls that.
    const readBy = acting.person.role === 'field' ? 'crew' : source === 'import' ? 'import' : 'typist';
    const order = { id, form, source: readBy } as const;
    return answered(await this.writer.enter(place.contest, place.tps, { order, acting }), place.contest, form);
  }

  async decide(place: ResultPlace, order: ResultDecisionRequest, acting: Acting): Promise<ResultAnswered> {
    const form = 'form' in order.decision ? order.decision.form : null;
    if (form !== null) requireFit(form, place.contest, 'decision.form');
    return answered(await this.writer.decide(place.contest, place.tps, { order, acting }), place.contest, form);
  }
}

function requireFit(form: CHasil, contest: Contest, at: string): void {
  const issues = misfits(form, contest).map(({ path, is }) => ({
    path: `${at}.${path}`,
    message: is === 'unknown' ? 'is not on the ballot of this contest' : 'is on the ballot of this contest and missing',
  }));
  if (issues.length > 0) throw invalidRequest(issues);
}

/** Whoever sent a form had the paper: a block that is missing is missing, photo or not. */
function answered(outcome: ResultOutcome, contest: Contest, form: CHasil | null): ResultAnswered {
  const { seq, receipt, version, verdict, isRepeat } = outcome;
  const findings = form === null ? [] : checkForm(form, PROFILES[contest.profile], true);
  const { state } = verdict;
  // To whoever only decides, what the rules say of a reading that waits for the other stays unsaid.
  const isBlind = state === 'enteredOnce' && form === null;
  const holds = isBlind
    ? verdict.holds.filter((code) => HOLD_REASONS.some((reason) => reason === code))
    : verdict.holds;
  return {
    answer: { seq, receipt, contest: contest.id, state, version, findings: findings.map(wordless), holds },
    isRepeat,
  };
}

function wordless({
  code,
  fields,
  found,
  against,
}: ReturnType<typeof checkForm>[number]): ResultAnswer['findings'][number] {
  return { code, fields: [...fields], found, against };
}
