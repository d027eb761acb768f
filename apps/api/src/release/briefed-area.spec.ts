import { describe, expect, it } from '@jest/globals';
import { Contest } from '@posko/domain';
import { SMALL_CONTESTS, SMALL_PEMILU, smallTree } from '@posko/testing';
import { briefedArea } from './briefed-area';
import { partOf } from './briefing-rows';

const areaOf = (id: string) => {
  const contest = [...SMALL_CONTESTS, ...SMALL_PEMILU].find((one) => one.id === id);
  return briefedArea(Contest.parse(contest), smallTree());
};

describe('the area of a briefing', () => {
  it.each([
    ['pkwkp-35', ['35'], ['3501', '3578']],
    ['pkwkk-3578', ['3578'], ['357801', '357802']],
    ['ppwp-0', ['35'], ['3501', '3578']],
    ['pdprdk-357801', ['357801'], ['3578011001', '3578011002']],
  ])('of %s is asked for at %s and told by %s', (id, places, parts) => {
    expect(areaOf(id)).toMatchObject({ places, prefixes: places, parts });
  });

  it('of a dapil that cuts across tiers is told by parts of several', () => {
    const dapil = { ...SMALL_PEMILU[1], id: 'pdpr-3509', regions: ['3501', '357801'] };
    const { parts, digits } = briefedArea(Contest.parse(dapil), smallTree());
    expect([parts, digits]).toEqual([['350101', '350102', '3578011001', '3578011002'], 10]);
    // What the database groups by ten digits is a part of six.
    expect(['3501012001', '3578011002', '3578021001'].map(partOf(parts))).toEqual([
      '350101',
      '3578011002',
      '3578021001',
    ]);
  });
});
