import { ReportRequest } from '@posko/contracts';
import { RegionCode, TpsCode } from '@posko/domain';
import { FakeClock } from './fake-clock';
import { report } from './reports';
import { SMALL_ROWS, smallTps, smallTpsCode, smallTree } from './small-regency';

describe('the small register', () => {
  const tree = smallTree();

  it('has 2 kabupaten, 4 kecamatan, 8 desa and 40 TPS', () => {
    const count = (level: string): number => tree.levels.filter((one) => one === level).length;
    expect([count('kabupaten'), count('kecamatan'), count('desa'), tree.size]).toEqual([2, 4, 8, 40]);
  });

  it('adds up on every tier', () => {
    for (const [index, [, , count]] of SMALL_ROWS.entries()) {
      const children = tree.children(index);
      if (children.length === 0) continue;
      expect(children.reduce((sum, child) => sum + (tree.count[child] ?? 0), 0)).toBe(count);
    }
  });

  it('has valid codes in ascending order', () => {
    const codes = smallTps().map((tps) => tps.code);
    expect(codes).toEqual([...codes].sort());
    expect(codes.every((code) => TpsCode.safeParse(code).success)).toBe(true);
    expect(SMALL_ROWS.every(([code]) => RegionCode.safeParse(code).success)).toBe(true);
    expect(smallTpsCode(39)).toBe('3578021002005');
  });
});

describe('builders', () => {
  it('make reports that the contract accepts, each a new command', () => {
    const [one, two] = [report(), report({ stage: 'counted', turnout: 301 })];
    expect(ReportRequest.safeParse(one).success && ReportRequest.safeParse(two).success).toBe(true);
    expect(one.id).not.toBe(two.id);
  });

  it('make a clock that moves only when told', () => {
    const clock = new FakeClock('2024-11-27T07:00:00+07:00');
    clock.advance({ minutes: 30, ms: 5 });
    expect(new Date(clock.now()).toISOString()).toBe('2024-11-27T00:30:00.005Z');
  });
});
