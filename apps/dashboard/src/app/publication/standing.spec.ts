import { Lag, faultKindOf, loudnessOf, missingOf, standingOf } from './standing';
import type { PublicationNow } from './standing';

const NOW = Date.parse('2024-11-27T19:30:00+07:00');
const PAUSE = { since: '2024-11-27T19:00:00+07:00', reason: 'Pemeriksaan' };
const SECOND = 1000;

function status(change: Partial<PublicationNow> = {}): PublicationNow {
  const publishedAt = new Date(NOW - SECOND).toISOString();
  return { seq: 100, publishedSeq: 100, publishedAt, isWriter: true, fault: null, pause: null, ...change };
}

it.each([
  ['inStep', {}, null],
  ['following', { publishedSeq: 90 }, NOW - 59 * SECOND],
  ['following', { publishedSeq: 90 }, null],
  ['behind', { publishedSeq: 90 }, NOW - 61 * SECOND],
  ['away', { publishedAt: new Date(NOW - 121 * SECOND).toISOString() }, null],
  ['away', { publishedAt: new Date(NOW - 121 * SECOND).toISOString(), pause: PAUSE }, null],
  ['paused', { pause: PAUSE, publishedSeq: 90 }, NOW - 61 * SECOND],
  ['paused', { pause: PAUSE, isWriter: false, publishedSeq: null }, null],
  ['fault', { fault: 'Error: ENOSPC', pause: PAUSE }, null],
  ['none', { publishedSeq: null, publishedAt: null }, null],
  ['elsewhere', { isWriter: false, publishedSeq: null, publishedAt: null }, null],
  // It wrote once, could not, and another does by now: its last words are over.
  ['elsewhere', { isWriter: false, publishedSeq: null, publishedAt: '2024-11-27T00:00:00Z', fault: 'EIO' }, null],
] as const)('is %s: %j, missing since %s', (standing, change, missingSince) => {
  expect(standingOf(status(change), { now: NOW, missingSince })).toBe(standing);
});

it('is loud for trouble alone', () => {
  expect(loudnessOf('fault')).toBe('alarm');
  expect((['away', 'paused', 'behind'] as const).map(loudnessOf)).toEqual(['warn', 'warn', 'warn']);
  expect((['elsewhere', 'none', 'following', 'inStep'] as const).map(loudnessOf)).toEqual(Array(4).fill('calm'));
});

it('counts what is missing; files ahead of an answer miss nothing', () => {
  expect(missingOf({ seq: 12, publishedSeq: 9 })).toBe(3);
  expect(missingOf({ seq: 9, publishedSeq: 12 })).toBe(0);
  expect(missingOf({ seq: 9, publishedSeq: null })).toBe(0);
});

it.each([
  ["Error: ENOSPC: no space left on device, write '/data/public'", 'full'],
  ["Error: EACCES: permission denied, open '/data/public'", 'refused'],
  ['AccessDenied: Access Denied.', 'refused'],
  ['Error: connect ECONNREFUSED 127.0.0.1:5432', 'unreached'],
  ['Error: Connection terminated unexpectedly', 'unreached'],
  ['Error: The names of the tree cannot be read', 'other'],
])('knows what "%s" is about', (fault, kind) => {
  expect(faultKindOf(fault)).toBe(kind);
});

describe('since when something is missing', () => {
  it('is never long under steady load, however much that is', () => {
    const lag = new Lag();
    const heard = [0, 5, 10, 15].map((at) => lag.since({ seq: 100 + 50 * at, publishedSeq: 50 + 50 * at }, at));
    expect(heard).toEqual([0, 5, 10, 15]);
  });

  it('stands while the files stand, and is over once they have it', () => {
    const lag = new Lag();
    expect(lag.since({ seq: 10, publishedSeq: 10 }, 0)).toBeNull();
    expect(lag.since({ seq: 11, publishedSeq: 10 }, 5)).toBe(5);
    expect(lag.since({ seq: 12, publishedSeq: 10 }, 10)).toBe(5);
    expect(lag.since({ seq: 12, publishedSeq: 11 }, 15)).toBe(10);
    expect(lag.since({ seq: 12, publishedSeq: 12 }, 20)).toBeNull();
  });

  it('is not known of files that another instance writes', () => {
    expect(new Lag().since({ seq: 10, publishedSeq: null }, 0)).toBeNull();
  });
});
