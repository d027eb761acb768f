import type { TotalsResponse, TotalsRow } from '@posko/contracts';
import { ContestId } from '@posko/domain';
import type { ContestQuestion } from '../contest-feed';
import type { LiveMessage } from '../live-source';
import { AT, FakeFeedServer } from './fake-feed-server';
import type { Span } from './fake-feed-server';

export const CONTEST = ContestId.parse('pkwkp-35');
const CHILDREN = ['3501', '3502', '3578'];
const NOTHING = { tps: 0, options: {}, valid: 0, invalid: 0, total: 0, dpt: 0, came: 0 };

function rowOf(code: string, votes: number): TotalsRow {
  const sums = { ...NOTHING, tps: votes > 0 ? 1 : 0, valid: votes };
  const level = code === '35' ? 'provinsi' : 'kabupaten';
  return { code, name: code, level, expected: 9, published: NOTHING, received: sums, held: sums, states: {} };
}

/** Totals of a province: the votes of its regencies. */
export class FakeContestServer extends FakeFeedServer<number, TotalsResponse, null> {
  protected readonly event = 'totals.changed.v1';
  readonly question: ContestQuestion<TotalsResponse> = { contest: CONTEST, region: '35', load: () => this.ask(null) };

  /** A form of one of the regencies, with so many votes, counts from here on. */
  commit(child: number, votes: number): void {
    const code = CHILDREN[child % CHILDREN.length] ?? '';
    this.put(code, (this.at(this.seq).get(code) ?? 0) + votes);
  }

  totals(seq = this.seq): TotalsResponse {
    const now = this.at(seq);
    const children = CHILDREN.map((code) => rowOf(code, now.get(code) ?? 0));
    const sum = [...now.values()].reduce((a, b) => a + b, 0);
    return { seq, at: AT, contest: CONTEST, region: rowOf('35', sum), children };
  }

  protected answerTo(_asked: null, seq: number): TotalsResponse {
    return this.totals(seq);
  }

  protected messageOf(changed: ReadonlySet<string>, span: Span): LiveMessage {
    const { region, children } = this.totals();
    const rows = [region, ...children.filter(({ code }) => changed.has(code))];
    return { event: this.event, message: { contest: CONTEST, region: '35', ...span, at: AT, rows } };
  }
}
