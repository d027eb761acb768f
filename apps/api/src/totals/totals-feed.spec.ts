import { describe, expect, it } from '@jest/globals';
import type { ResultChanged, ResultRow, TotalsChanged } from '@posko/contracts';
import { SYSTEM_ACTOR } from '@posko/domain';
import type { JournalEntry } from '@posko/domain';
import { SMALL_CONTESTS, smallTpsCode, smallTree, soundForm } from '@posko/testing';
import { ResultFeed } from './result-feed';
import { TotalsFeed } from './totals-feed';
import { TotalsProjection } from './totals.projection';
import { TotalsService } from './totals.service';

const GOVERNOR = SMALL_CONTESTS[0] as (typeof SMALL_CONTESTS)[number];
const SURABAYA = 20;
const entered = (seq: number, position: number): JournalEntry<'result.entered.v1'> => ({
  ...{ seq, at: 0, commandId: '', subject: smallTpsCode(position), kind: 'result.entered.v1' },
  body: {
    ...{ contest: GOVERNOR.id, version: 1, actor: SYSTEM_ACTOR },
    reading: { id: `r${seq}`, source: 'typist', by: SYSTEM_ACTOR, at: '', form: soundForm(GOVERNOR) },
    verdict: { state: 'enteredOnce', settlement: null, differences: [], codes: [], holds: [] },
  },
});
const other = (seq: number): JournalEntry => ({
  ...{ seq, at: 0, commandId: '', subject: '', kind: 'calendar.passed.v1', body: { at: '2024-11-27T00:00:00Z' } },
});

/** Both feeds, standing at entry 10, and what they say. */
async function feedsAt10() {
  const world = { isReadable: true, whileReading: (): Promise<void> => Promise.resolve() };
  const row = (tps: string): ResultRow => ({
    ...{ contest: GOVERNOR.id, tps, state: 'enteredOnce', version: 1, holds: ['E104', 'objection'], codes: ['E104'] },
    ...{ photos: 0, readers: [], changedAt: '2024-11-27T00:00:00Z' },
  });
  const repository = {
    results: () => Promise.resolve(10),
    rows: async (_: string, tps: readonly string[]) => {
      await world.whileReading();
      if (!world.isReadable) throw new Error('the database is away');
      return tps.map(row);
    },
  } as never;
  const follower = { currentAt: 0, hasStarted: true } as never;
  const contests = { all: () => SMALL_CONTESTS } as never;
  const projection = new TotalsProjection(repository, contests, { current: () => ({ tree: smallTree() }) } as never);
  const service = new TotalsService(projection, contests, follower);
  const totals = new TotalsFeed(projection, service, follower);
  const results = new ResultFeed(projection, repository, follower);
  await projection.load();
  const said: TotalsChanged[] = [];
  const told: ResultChanged[] = [];
  const outlet = {
    totalsChanged: (_: unknown, message: TotalsChanged) => void said.push(message),
    resultChanged: (_: unknown, message: ResultChanged) => void told.push(message),
  };
  return { projection, totals, results, said, told, outlet, world };
}
const room = (region: string) => ({ contest: GOVERNOR.id, region });
const span = ({ region, from, to, rows }: TotalsChanged | ResultChanged) => [region, from, to, rows.length];

describe('the live feed of totals', () => {
  it('tells each room once per window what moved in it, absolute', async () => {
    const { projection, totals, said, outlet } = await feedsAt10();
    for (const region of ['35', '3578', '3501']) totals.opened(room(region));
    projection.apply([entered(11, SURABAYA), entered(12, SURABAYA + 1), other(13)]);
    totals.flush(outlet);
    totals.flush(outlet);
    expect(said.map(span)).toEqual([
      ['35', 10, 13, 2],
      ['3578', 10, 13, 2],
    ]);
    expect(said[1]?.rows[0]).toMatchObject({ code: '3578', received: { tps: 2, valid: 570 }, held: { tps: 2 } });
  });

  it('leaves no gap behind a room that was quiet', async () => {
    const { projection, totals, said, outlet } = await feedsAt10();
    totals.opened(room('3501'));
    projection.apply([entered(11, SURABAYA)]);
    totals.keepUp(outlet);
    projection.apply([entered(12, 0)]);
    totals.flush(outlet);
    expect(said.map(span)).toEqual([
      ['3501', 10, 11, 0],
      ['3501', 11, 12, 2],
    ]);
  });

  it('makes everyone ask again after everything was read anew, and is silent to rooms that closed', async () => {
    const { projection, totals, said, outlet } = await feedsAt10();
    totals.opened(room('3578'));
    totals.opened(room('35'));
    projection.apply([entered(11, SURABAYA), entered(12, SURABAYA)]);
    await projection.load();
    totals.closed(room('35'));
    projection.apply([entered(11, SURABAYA)]);
    totals.flush(outlet);
    expect(said.map(span)).toEqual([['3578', 10, 11, 2]]);
  });
});

describe('the live feed of results', () => {
  it('tells the lines as they are by now, without what rules say of a reading that waits for the other', async () => {
    const { projection, results, told, outlet } = await feedsAt10();
    results.opened(room('3578'));
    results.opened(room('3501'));
    projection.apply([entered(11, SURABAYA), entered(12, SURABAYA)]);
    await results.flush(outlet);
    expect(told.map(span)).toEqual([['3578', 10, 12, 1]]);
    expect(told[0]?.rows[0]).toMatchObject({ tps: smallTpsCode(SURABAYA), holds: ['objection'], codes: [] });
    await results.keepUp(outlet);
    expect(told.map(span).slice(1)).toEqual([['3501', 10, 12, 0]]);
  });

  it('makes a room ask again for lines that cannot be read', async () => {
    const { projection, results, told, outlet, world } = await feedsAt10();
    results.opened(room('3578'));
    world.isReadable = false;
    projection.apply([entered(11, SURABAYA)]);
    await results.flush(outlet);
    expect(told.map(span)).toEqual([['3578', 11, 11, 0]]);
  });

  it('takes what comes while it reads with the next window, in order', async () => {
    const { projection, results, told, outlet, world } = await feedsAt10();
    results.opened(room('35'));
    projection.apply([entered(11, SURABAYA)]);
    world.whileReading = () => {
      world.whileReading = () => Promise.resolve();
      projection.apply([entered(12, 0)]);
      return Promise.resolve();
    };
    await Promise.all([results.flush(outlet), results.flush(outlet)]);
    await results.flush(outlet);
    expect(told.map(span)).toEqual([
      ['35', 10, 11, 1],
      ['35', 11, 12, 1],
    ]);
  });
});
