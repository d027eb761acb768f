import type { PublishedContest, PublishedRegion } from '@posko/contracts';
import { publishedContests, publishedTree } from '@posko/testing';
import { belowRows, sorted } from './below-rows';

describe('the table of regions below', () => {
  const contest = publishedContests()[0] as PublishedContest;
  const file = publishedTree({ arrived: 30 }).get('pkwkp-35/35.json') as PublishedRegion;
  const rows = belowRows(contest, file.rows);
  const names = (key: string, isDescending: boolean): string[] =>
    sorted(rows, { key, isDescending }).map(({ name }) => name);

  it.each([
    ['code', false, ['Pacitan', 'Kota Surabaya']],
    ['name', false, ['Kota Surabaya', 'Pacitan']],
    ['name', true, ['Pacitan', 'Kota Surabaya']],
    ['percent', true, ['Pacitan', 'Kota Surabaya']],
    ['counted', false, ['Kota Surabaya', 'Pacitan']],
    ['1000033', true, ['Pacitan', 'Kota Surabaya']],
    ['tps', true, ['Pacitan', 'Kota Surabaya']],
  ])('sorts by %s, descending: %s', (key, isDescending, expected) => {
    expect(names(key, isDescending)).toEqual(expected);
  });
});
