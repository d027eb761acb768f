import type { SubscribeAck, TotalsResponse, TotalsRow } from '@posko/contracts';
import { ContestId } from '@posko/domain';
import { answered, failed } from '../answer';
import type { Answer } from '../answer';
import type { ContestQuestion } from '../contest-feed';
import type { LiveHandlers, LiveMessage, LiveSource } from '../live-source';

export const CONTEST = ContestId.parse('pkwkp-35');
const AT = '2024-11-27T06:00:00.000Z';
const CHILDREN = ['3501', '3502', '3578'];
const NOTHING = { tps: 0, options: {}, valid: 0, invalid: 0, total: 0, dpt: 0, came: 0 };

type State = ReadonlyMap<string, number>;

function rowOf(code: string, votes: number): TotalsRow {
  const sums = { ...NOTHING, tps: votes > 0 ? 1 : 0, valid: votes };
  const level = code === '35' ? 'provinsi' : 'kabupaten';
  return { code, name: code, level, expected: 9, published: NOTHING, received: sums, held: sums, states: {} };
}

/** Totals of a province that the spec commits to, flushes and breaks by hand; it remembers them at every seq. */
export class FakeContestServer implements LiveSource {
  readonly history: State[] = [new Map()];
  readonly outbox: LiveMessage[] = [];
  readonly question: ContestQuestion<TotalsResponse> = {
    contest: CONTEST,
    region: '35',
    load: () => {
      this.loads++;
      return new Promise((resolve) => this.pending.push(resolve));
    },
  };
  isReachable = true;
  loads = 0;
  private readonly pending: ((answer: Answer<TotalsResponse>) => void)[] = [];
  private handlers: LiveHandlers | null = null;
  private isUp = false;
  private sentUpTo = 0;
  private readonly unsent = new Set<string>();

  get seq(): number {
    return this.history.length - 1;
  }

  /** A form of one of the regencies, with so many votes, counts from here on. */
  commit(child: number, votes: number): void {
    const code = CHILDREN[child % CHILDREN.length] ?? '';
    const now = this.at(this.seq);
    this.history.push(new Map(now).set(code, (now.get(code) ?? 0) + votes));
    this.unsent.add(code);
  }

  /** An entry about something else. */
  commitNothing(): void {
    this.history.push(this.at(this.seq));
  }

  totals(seq = this.seq): TotalsResponse {
    const now = this.at(seq);
    const children = CHILDREN.map((code) => rowOf(code, now.get(code) ?? 0));
    const sum = [...now.values()].reduce((a, b) => a + b, 0);
    return { seq, at: AT, contest: CONTEST, region: rowOf('35', sum), children };
  }

  flush(): void {
    if (this.unsent.size === 0) return;
    const { region, children } = this.totals();
    const rows = [region, ...children.filter(({ code }) => this.unsent.has(code))];
    this.unsent.clear();
    const message = { contest: CONTEST, region: '35', from: this.sentUpTo, to: this.seq, at: AT, rows };
    this.sentUpTo = this.seq;
    this.outbox.push({ event: 'totals.changed.v1', message });
  }

  deliver(message: LiveMessage | undefined): void {
    if (message) this.handlers?.onMessage(message);
  }

  deliverNext(): void {
    this.deliver(this.outbox.shift());
  }

  alive(): void {
    if (this.isUp) this.deliver({ event: 'board.alive.v1', message: { seq: this.seq, at: AT, speed: 1 } });
  }

  up(): void {
    if (this.isUp || !this.isReachable) return;
    this.isUp = true;
    this.handlers?.onUp();
  }

  down(): void {
    if (!this.isUp) return;
    this.isUp = false;
    this.handlers?.onDown();
  }

  unreadable(): void {
    this.handlers?.onUnreadable('totals.changed.v1');
  }

  /** Answers the oldest waiting question, as an instance would that is `lag` entries behind. */
  answer(lag = 0): void {
    const resolve = this.pending.shift();
    resolve?.(this.isReachable ? answered(this.totals(Math.max(0, this.seq - lag))) : failed('unreachable'));
  }

  open(handlers: LiveHandlers): void {
    this.handlers = handlers;
  }

  subscribe(): Promise<SubscribeAck | null> {
    return Promise.resolve(this.isUp ? { seq: this.seq } : null);
  }

  leave(): void {
    this.unsent.clear();
  }

  close(): void {
    this.handlers = null;
  }

  private at(seq: number): State {
    const state = this.history[seq];
    if (state === undefined) throw new RangeError(`No state at ${seq}`);
    return state;
  }
}
