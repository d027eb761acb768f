import type { SirekapFigure } from '../platform/sirekap/sirekap-figures';
import { findSilentChanges } from './silent-changes';

function figure(regionCode: string, hour: number, more: Partial<SirekapFigure> = {}): SirekapFigure {
  const ts = `2024-11-28T0${hour}:00:00+07:00`;
  const told = { received: 5, votes: { '1000032': 100 } };
  return { contest: 'pkwkp', regionCode, fileRegion: '3510', ts, total: 9, sha256: `${hour}`, ...told, ...more };
}

const other = { votes: { '1000032': 90 } };
const codes = (history: SirekapFigure[], ...sha256s: string[]): string[] =>
  findSilentChanges(history, new Set(sha256s)).map(({ region, change }) => `${region} ${change}`);

describe('findSilentChanges', () => {
  it('compares a figure with the one before it of the same region', () => {
    const history = [figure('351001', 1), figure('351001', 2), figure('351001', 3, other), figure('351002', 3, other)];
    expect(codes(history, '1', '2', '3')).toEqual(['351001 fell']);
    expect(findSilentChanges(history, new Set(['3']))[0]).toEqual({
      region: '351001',
      code: 'W208',
      change: 'fell',
      tpsIn: 5,
      before: { ts: '2024-11-28T02:00:00+07:00', tpsIn: 5, total: 100, votes: { '1000032': 100 } },
      after: { ts: '2024-11-28T03:00:00+07:00', tpsIn: 5, total: 90, votes: { '1000032': 90 } },
    });
  });

  it('tells only of what the given files brought, at either end of the step', () => {
    const history = [figure('351001', 1), figure('351001', 2, other), figure('351001', 3, other)];
    expect(codes(history, '3')).toEqual([]);
    expect(codes(history, '1')).toEqual(['351001 fell']);
    expect(codes(history, '2')).toEqual(['351001 fell']);
  });

  it('never compares the files of two regions with each other', () => {
    expect(codes([figure('3510', 1), figure('3510', 2, { fileRegion: '35', ...other })], '2')).toEqual([]);
  });

  it('tells a change once where the region’s own file and the one above it agree', () => {
    const above = { fileRegion: '35' };
    const own = [figure('3510', 1), figure('3510', 2, other)];
    expect(codes([figure('3510', 1, above), figure('3510', 2, { ...above, ...other }), ...own], '2')).toEqual([
      '3510 fell',
    ]);
    expect(codes([figure('3510', 1, above), figure('3510', 2, { ...above, ...other })], '2')).toEqual(['3510 fell']);
  });
});
