import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import {
  formatAge,
  formatClock,
  formatDateTime,
  formatDay,
  formatDuration,
  formatPercent,
  formatTime,
  zoneName,
} from './format';
import { formatNumber } from './locale';

const WIB = 420;
const at = Date.parse('2024-11-27T23:05:12+07:00');

describe('formats', () => {
  it('writes numbers as the language does', () => {
    expect(formatNumber(60751, 'id')).toBe('60.751');
    expect(formatNumber(60751, 'en')).toBe('60,751');
  });

  it('writes shares with a decimal comma and a space that does not break', () => {
    expect(formatPercent({ part: 14343, total: 17569 }, 'id')).toBe('81,64\u00a0%');
    expect(formatPercent({ part: 14343, total: 17569 }, 'en')).toBe('81.64%');
    expect(formatPercent({ part: 1, total: 0 }, 'id')).toBe('–');
  });

  it('says 100 % only of all and 0 % only of nothing', () => {
    const whole = formatPercent({ part: 1, total: 1 }, 'id');
    const nothing = formatPercent({ part: 0, total: 1 }, 'id');
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1e7 }), fc.nat(), (total, seed) => {
        const part = 1 + (seed % (total - 1));
        const text = formatPercent({ part, total }, 'id');
        expect(text).not.toBe(whole);
        expect(text).not.toBe(nothing);
      }),
    );
  });

  it('tells local time with its zone', () => {
    expect(formatTime({ at, utcOffsetMinutes: WIB }, 'id')).toBe('23.05\u00a0WIB');
    expect(formatTime({ at, utcOffsetMinutes: 540 }, 'en')).toBe('01:05\u00a0WIT');
    expect(formatClock({ at, utcOffsetMinutes: WIB }, 'id', true)).toBe('23.05.12');
    expect(zoneName(330)).toBe('UTC+5:30');
    expect(zoneName(-180)).toBe('UTC-3');
  });

  it('names the day in the language', () => {
    expect(formatDay({ at, utcOffsetMinutes: WIB }, 'id')).toBe('Rabu, 27 November 2024');
    expect(formatDateTime({ at, utcOffsetMinutes: WIB }, 'id')).toBe('27 Nov 23.05\u00a0WIB');
    expect(formatDay({ at, utcOffsetMinutes: WIB }, 'en')).toContain('27 November 2024');
  });

  it.each([
    [0, 'baru saja', 'just now'],
    [4_999, 'baru saja', 'just now'],
    [12_000, '12 detik lalu', '12 seconds ago'],
    [60_000, '1 menit lalu', '1 minute ago'],
    [3 * 60_000, '3 menit lalu', '3 minutes ago'],
    [2 * 3_600_000, '2 jam lalu', '2 hours ago'],
    [72 * 3_600_000, '3 hari lalu', '3 days ago'],
  ])('tells an age of %d ms', (ms, id, en) => {
    expect(formatAge(ms, 'id')).toBe(id);
    expect(formatAge(ms, 'en')).toBe(en);
  });

  it.each([
    [-5, '0 dtk'],
    [45_000, '45 dtk'],
    [12 * 60_000, '12 mnt'],
    [3 * 3_600_000, '3 jam'],
    [3 * 3_600_000 + 5 * 60_000, '3 jam 5 mnt'],
    [52 * 3_600_000, '2 hari 4 jam'],
    [48 * 3_600_000, '2 hari'],
  ])('tells a length of %d ms', (ms, id) => {
    expect(formatDuration(ms, 'id')).toBe(id);
  });
});
