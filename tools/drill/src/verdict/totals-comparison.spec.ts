import type { Sums, TotalsResponse, TotalsRow } from '@posko/contracts';
import { SMALL_CONTESTS, publishedForm, smallTps, smallTree } from '@posko/testing';
import { SentTotals, compareTotals } from './totals-comparison';

const [contest] = SMALL_CONTESTS;
if (contest === undefined) throw new Error('No contest');
const PROVINCE = contest.id;
const NONE: Sums = { tps: 0, options: {}, valid: 0, invalid: 0, total: 0, dpt: 0, came: 0 };

/** What a server shows of regions: every sum that was sent to it, by whomever. */
function shownBy(sent: SentTotals): (region: string) => Promise<TotalsResponse> {
  const row = (code: string): TotalsRow => {
    const { valid = 0, invalid = 0, total = 0, tps = 0, ...options } = Object.fromEntries(sent.of(code));
    const published: Sums = { ...NONE, tps, options, valid, invalid, total };
    const place = { code, name: code, level: 'desa' as const, expected: 0, states: {} };
    return { ...place, published, received: published, held: NONE };
  };
  const { codes } = smallTree();
  return (code) => {
    const children = codes.filter((one) => one.startsWith(code) && one.length === 10).map(row);
    return Promise.resolve({
      seq: 1,
      at: '2024-11-27T10:00:00Z',
      contest: PROVINCE,
      region: row(code),
      children,
    });
  };
}

describe('totals held against what was sent', () => {
  const tree = smallTree();
  const [one, other] = ['3501', '3578'].map((kabupaten) =>
    smallTps()
      .filter(({ code }) => code.startsWith(kabupaten))
      .map((tps) => ({ code: tps.code, paper: publishedForm(contest, tps) })),
  );
  const sentOf = (...forms: readonly (typeof one)[]): SentTotals => {
    const sent = new SentTotals(contest);
    for (const form of forms.flatMap((list) => list ?? [])) sent.add(form);
    return sent;
  };

  it('are equal where the server shows just that', async () => {
    const all = sentOf(one, other);
    const { isEqual, regions } = await compareTotals({ tree, within: '' }, all, shownBy(all));
    expect([isEqual, regions > 3]).toEqual([true, true]);
  });

  it('are of what lies within alone, where others sent as well', async () => {
    const [mine, all] = [sentOf(one), sentOf(one, other)];
    expect(await compareTotals({ tree, within: '3501' }, mine, shownBy(all))).toMatchObject({ isEqual: true });
    expect(await compareTotals({ tree, within: '' }, mine, shownBy(all))).toMatchObject({ isEqual: false });
  });

  it('name the region and the line where a form is missing', async () => {
    const all = sentOf(one, other);
    const { isEqual, differences } = await compareTotals({ tree, within: '' }, all, shownBy(sentOf(one)));
    expect(isEqual).toBe(false);
    expect(differences).toContainEqual(expect.objectContaining({ region: '3578', line: 'tps', shown: 0 }));
  });
});
