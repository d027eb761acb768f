import type { CallOutcome } from '@posko/domain';
import { TOLD_ON_CALL } from '../scenario/call-words';
import { RandomStream, commandId } from '../scenario/stream';
import type { Office } from './call-handler';

const MINUTE_MS = 60_000;
/** Minutes until the list is looked at again, when nobody was left on it. */
const NOBODY_LEFT = 10;
/** What comes of calling a crew: ours. */
const NO_ANSWER = 0.25;
const WRONG_NUMBER = 0.05;

/** One operator who calls silent TPS, one after the other, the whole day. */
export class SilentCaller {
  private readonly times = new Map<string, number>();
  private readonly stream: RandomStream;

  constructor(
    private readonly office: Office,
    private readonly options: {
      readonly seed: number;
      readonly region?: string | undefined;
      readonly silentFrom: number;
    },
    private readonly operator: number,
  ) {
    this.stream = new RandomStream(options.seed, `silent/${operator}`);
  }

  begin(): void {
    this.office.add({ dueAt: this.options.silentFrom, run: () => this.ask(this.options.silentFrom) });
  }

  private async ask(at: number): Promise<void> {
    const { room, persistence, ledger } = this.office;
    const { region } = this.options;
    const delivered = await persistence.deliver(() => room.api.desk.nextCall(this.operator, region));
    if (delivered?.answer.kind === 'refused') {
      ledger.refuse(delivered.answer.code, 'next call');
      return;
    }
    const tps = delivered?.answer.tps ?? null;
    if (tps === null) this.later(at, NOBODY_LEFT);
    else {
      const dueAt = Math.max(at, room.clock.now()) + this.stream.between(1, 4) * MINUTE_MS;
      this.office.add({ dueAt, run: () => this.end(tps, dueAt) });
    }
  }

  private async end(tps: string, at: number): Promise<void> {
    const { room, persistence, ledger } = this.office;
    const nth = this.times.get(tps) ?? 0;
    this.times.set(tps, nth + 1);
    const subject = `${tps}/silent${nth}/${this.operator}`;
    const said = outcomeOf(new RandomStream(this.options.seed, subject));
    const request = { id: commandId(this.options.seed, subject), ...said };
    const delivered = await persistence.deliver(() => room.api.desk.endCall(this.operator, tps, request));
    if (delivered?.answer.kind === 'accepted') ledger.called(said.outcome, delivered.answer.seq, delivered.elapsedMs);
    else if (delivered !== null) ledger.refuse(delivered.answer.code, tps);
    this.later(at, this.stream.between(0.2, 2));
  }

  /** Counted from now where the clock was set forward meanwhile: nobody makes up for calls of the night. */
  private later(at: number, minutes: number): void {
    const dueAt = Math.max(at, this.office.room.clock.now()) + minutes * MINUTE_MS;
    this.office.add({ dueAt, run: () => this.ask(dueAt) });
  }
}

function outcomeOf(stream: RandomStream): { outcome: CallOutcome; note: string } {
  if (stream.chance(NO_ANSWER)) return { outcome: 'noAnswer', note: '' };
  if (stream.chance(WRONG_NUMBER)) return { outcome: 'wrongNumber', note: '' };
  return { outcome: 'reached', note: stream.pick(TOLD_ON_CALL) };
}
