import type { Sums, TotalsResponse, TotalsRow } from '@posko/contracts';
import { GOVERNOR } from '../../shell/testing/contests';
import { ROOM_TIME } from '../../shell/testing/fake-room';

/** So many forms, all alike: 20, 115 and 70 votes each. */
export function sumsOf(tps: number, votes: readonly number[] = [20, 115, 70]): Sums {
  const options = Object.fromEntries(GOVERNOR.options.map(({ id }, index) => [id, tps * (votes[index] ?? 0)]));
  const valid = tps * votes.reduce((sum, n) => sum + n, 0);
  return { tps, options, valid, invalid: tps * 5, total: valid + tps * 5, dpt: tps * 300, came: valid + tps * 5 };
}

/** A row with so many TPS published and held. */
export function rowOf(place: Pick<TotalsRow, 'code' | 'name' | 'level'>, change: Partial<TotalsRow> = {}): TotalsRow {
  const [published, held] = [change.published ?? sumsOf(2), change.held ?? sumsOf(1)];
  const states = { published: published.tps, held: held.tps };
  return { ...place, expected: 7, published, held, received: sumsOf(published.tps + held.tps), states, ...change };
}

const WONOKROMO = { code: '357804', name: 'WONOKROMO', level: 'kecamatan' } as const;
const GUBENG = { code: '357808', name: 'GUBENG', level: 'kecamatan' } as const;

/** Surabaya: three of nine TPS are in, one of them held. */
export const SURABAYA: TotalsResponse = {
  seq: 7,
  at: new Date(ROOM_TIME).toISOString(),
  contest: GOVERNOR.id,
  region: rowOf({ code: '3578', name: 'KOTA SURABAYA', level: 'kabupaten' }, { expected: 9 }),
  children: [rowOf(WONOKROMO), rowOf(GUBENG, { expected: 2, published: sumsOf(0), held: sumsOf(0), states: {} })],
};

/** Darmo: a published TPS, one that was read once, one of which nothing came. */
export const DARMO: TotalsResponse = {
  ...SURABAYA,
  region: rowOf({ code: '3578041001', name: 'DARMO', level: 'desa' }, { expected: 3 }),
  children: [
    tpsOf('3578041001001', { published: sumsOf(1), held: sumsOf(0), states: { published: 1 } }),
    tpsOf('3578041001002', { published: sumsOf(0), held: sumsOf(1), states: { enteredOnce: 1 } }),
    tpsOf('3578041001003', { published: sumsOf(0), held: sumsOf(0), states: {} }),
  ],
};

function tpsOf(code: string, change: Partial<TotalsRow>): TotalsRow {
  return rowOf({ code, name: code, level: 'tps' }, { expected: 1, ...change });
}
