import { describe, expect, it } from '@jest/globals';
import { smallTree } from '@posko/testing';
import { BUCKET_MS, Trend } from './trend';

const tree = smallTree();
const points = (trend: Trend, code: string): unknown => trend.points(tree, tree.indexOf(code));

describe('the trend', () => {
  it('adds up to the counters at the end of each bucket, for kabupaten and above', () => {
    const trend = new Trend();
    trend.add({ kabupaten: '3578', bucket: 10, stoodAt: 'unreported', standsAt: 'ready', count: 5 });
    trend.addMove('3578021002005', { at: 10 * BUCKET_MS + 1, stoodAt: 'ready', standsAt: 'open' });
    trend.addMove('3501012001001', { at: 12 * BUCKET_MS, stoodAt: 'unreported', standsAt: 'open' });
    expect(points(trend, '3578')).toEqual([{ at: 11 * BUCKET_MS, stages: [15, 4, 1, 0, 0, 0, 0, 0, 0] }]);
    expect(points(trend, '35')).toEqual([
      { at: 11 * BUCKET_MS, stages: [35, 4, 1, 0, 0, 0, 0, 0, 0] },
      { at: 13 * BUCKET_MS, stages: [34, 4, 2, 0, 0, 0, 0, 0, 0] },
    ]);
    expect(points(trend, '357802')).toBeNull();
  });

  it('starts with everyone unreported', () => {
    expect(points(new Trend(), '35')).toEqual([]);
  });
});
