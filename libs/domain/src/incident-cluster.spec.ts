import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Incident } from './incident';
import { CLUSTER_MIN, CLUSTER_WINDOW_MS, clustersOf } from './incident-cluster';
import type { ClusterMember } from './incident-cluster';

const MINUTE = 60_000;
let counter = 0;
const call = (place: string, minutes: number, kind: ClusterMember['kind'] = 'ENV-03'): ClusterMember => {
  counter += 1;
  return { id: `call ${counter}`, kind, place: place as Incident['place'], openedAt: minutes * MINUTE };
};
const tps = (kecamatan: string, number: number): string => `${kecamatan}1001${String(number).padStart(3, '0')}`;
const found = (calls: ClusterMember[]): unknown[] =>
  clustersOf(calls).map(({ kind, region, members }) => [kind, region, members.length]);

describe('clusters of calls', () => {
  it('are five of a kind in a kecamatan within half an hour', () => {
    const calls = [0, 5, 10, 20, 30].map((minutes, i) => call(tps('357801', i + 1), minutes));
    expect(found(calls)).toEqual([['ENV-03', '357801', 5]]);
    expect(found(calls.slice(1))).toEqual([]);
    expect(found([...calls.slice(0, 4), call(tps('357801', 9), 31)])).toEqual([]);
    expect(found([...calls.slice(0, 4), call(tps('357801', 9), 20, 'ENV-01')])).toEqual([]);
    expect(found([...calls.slice(0, 4), call(tps('357802', 9), 20)])).toEqual([]);
  });

  it('leave out calls long before and after', () => {
    const calls = [-300, 0, 1, 2, 3, 4, 300].map((minutes, i) => call(tps('357801', i + 1), minutes));
    expect(found(calls)).toEqual([['ENV-03', '357801', 5]]);
  });

  it('are of the kabupaten over three of its kecamatan, and told once', () => {
    const calls = ['357801', '357802', '357803', '357801', '357801', '357801', '357801'].map((kecamatan, i) =>
      call(tps(kecamatan, i + 1), i),
    );
    expect(found(calls)).toEqual([['ENV-03', '3578', 7]]);
    expect(found(calls.filter(({ place }) => !place.startsWith('357803')))).toEqual([['ENV-03', '357801', 5]]);
  });

  it('hold, whatever came, only calls that have enough others near in time', () => {
    const anyCalls = fc.array(fc.tuple(fc.constantFrom('357801', '357802', '357803', '350101'), fc.nat({ max: 400 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(anyCalls, (calls) => {
        const clusters = clustersOf(calls.map(([kecamatan, minutes], i) => call(tps(kecamatan, i + 1), minutes)));
        const ids = clusters.flatMap(({ members }) => members.map(({ id }) => id));
        expect(new Set(ids).size).toBe(ids.length);
        for (const { members } of clusters)
          for (const { openedAt } of members) {
            const near = members.filter((other) => Math.abs(other.openedAt - openedAt) <= CLUSTER_WINDOW_MS);
            expect(near.length).toBeGreaterThanOrEqual(CLUSTER_MIN);
          }
      }),
    );
  });
});
