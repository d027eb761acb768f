import type { ResultResponse } from '@posko/contracts';
import { RESULT_DECISIONS, isOf } from '@posko/domain';
import type { CHasil, Contest, Decision, DecisionType, Result } from '@posko/domain';
import { SMALL_CONTESTS, nextCommandId, smallTps, soundForm, withFigures } from '@posko/testing';
import type { RunningServer } from '../../server';
import { poster, send, signIn } from './small-server';
import type { Cookie } from './small-server';

/** A form whose figures add up; `shift` votes go from the first option to the second. Without `isSound`, E104 and E106 hold it. */
export function shiftedForm(contest: Contest, shift: number, isSound = true): CHasil {
  const form = soundForm(contest);
  const [first, second] = contest.options.map(({ id }) => id);
  const { options } = form.votes;
  return withFigures(form, {
    [`votes.options.${first}`]: (options[first ?? ''] ?? 0) - shift,
    [`votes.options.${second}`]: (options[second ?? ''] ?? 0) + shift + (isSound ? 0 : 7),
    'votes.invalid': isSound ? form.votes.invalid : null,
  });
}

/** Numbers that look thrown and are the same each time (mulberry32). */
export function thrown(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

interface Place {
  readonly contest: Contest;
  readonly tps: string;
}

/** Typists, verifiers and a supervisor who all work at once, on the forms of every contest. */
export class ResultStorm {
  readonly accepted = new Map<string, number>();
  private readonly places: readonly Place[];
  private typists: readonly Cookie[] = [];
  private supervisor: Cookie = '';

  constructor(
    private readonly servers: readonly RunningServer[],
    private readonly below: (limit: number) => number,
  ) {
    this.places = SMALL_CONTESTS.flatMap((contest) =>
      smallTps()
        .filter(({ code }) => isOf(contest, code))
        .map(({ code }) => ({ contest, tps: code })),
    );
  }

  async gather(server: RunningServer): Promise<void> {
    this.typists = [await signIn(server, 'operator', '0'), await signIn(server, 'verifier', '0')];
    this.supervisor = await signIn(server, 'supervisor', '35');
  }

  /** So many commands, so many of them at a time. */
  async rage(commands: number, atOnce: number): Promise<void> {
    for (let done = 0; done < commands; done += atOnce)
      await Promise.all(Array.from({ length: atOnce }, () => (this.below(5) < 3 ? this.enter() : this.decide())));
  }

  private any<T>(of: readonly T[]): T {
    const one = of[this.below(of.length)];
    if (one === undefined) throw new RangeError('Nothing to choose from');
    return one;
  }

  private form(contest: Contest): CHasil {
    return shiftedForm(contest, this.below(3), this.below(6) > 0);
  }

  private async enter(): Promise<void> {
    const { contest, tps } = this.any(this.places);
    const post = poster(this.any(this.servers), this.any(this.typists));
    const path = `/api/contests/${contest.id}/tps/${tps}/entries`;
    const { status } = await post(path, { id: nextCommandId(), form: this.form(contest) });
    this.note('enter', status);
  }

  private async decide(): Promise<void> {
    const { contest, tps } = this.any(this.places);
    const server = this.any(this.servers);
    const path = `/api/contests/${contest.id}/tps/${tps}`;
    const { status: seen, body } = await send<ResultResponse>(server, path, { as: this.supervisor });
    if (seen !== 200) throw new Error(`${path} was answered with ${seen}: ${JSON.stringify(body)}`);
    const decision = this.decision(body.result, contest);
    if (body.result.version === 0) return;
    const order = { id: nextCommandId(), version: body.result.version, decision };
    const { status } = await poster(server, this.supervisor)(`${path}/decisions`, order);
    this.note(decision.type, status);
  }

  private decision({ state, codes }: Result, contest: Contest): Decision {
    const type = this.any<DecisionType>(RESULT_DECISIONS[state]);
    const reason = 'lihat foto halaman 2';
    const document = 'BA-12/PPK/2024';
    switch (type) {
      case 'resolve':
        return { type, reason, form: this.form(contest) };
      case 'correct':
        return { type, reason, document, form: this.form(contest) };
      case 'withdraw':
        return { type, reason, document };
      case 'hold':
        return { type, reason, code: 'objection' };
      case 'explain':
        return { type, reason, code: codes[0] ?? 'W203' };
      default:
        return { type, reason };
    }
  }

  private note(what: string, status: number): void {
    if (status === 201) this.accepted.set(what, (this.accepted.get(what) ?? 0) + 1);
    else if (status !== 409 && status !== 422) throw new Error(`${what} was answered with ${status}`);
  }
}
