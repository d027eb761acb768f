import { publishedTree } from '@posko/testing';
import type { PublishedIndex } from '@posko/contracts';
import { noticesOf } from './notice';
import type { Situation } from './notice';

const AT = '2024-11-27T19:30:00+07:00';
const NOW = Date.parse(AT);
const index = (change: Partial<PublishedIndex> = {}): PublishedIndex =>
  publishedTree({ at: AT, index: change }).get('index.json') as PublishedIndex;
const kinds = (change: Partial<Situation>): string[] =>
  noticesOf({ index: index(), trouble: null, heardAt: NOW, now: NOW, ...change }).map(({ kind }) => kind);

describe('what has to be known before reading a figure', () => {
  it('nothing, while all is well', () => {
    expect(kinds({})).toEqual([]);
    expect(kinds({ now: NOW + 120_000 })).toEqual([]);
  });

  it('the operations side is away after two minutes without a word', () => {
    const [notice] = noticesOf({ index: index(), trouble: null, heardAt: NOW, now: NOW + 121_000 });
    expect(notice).toEqual({ kind: 'away', at: AT, ageMs: 121_000 });
  });

  it('figures are old though the operations side writes', () => {
    const now = NOW + 11 * 60_000;
    const writtenAt = new Date(now).toISOString();
    expect(kinds({ now, index: index({ writtenAt }) })).toEqual(['old']);
    expect(kinds({ now, index: index({ writtenAt, isRehearsal: true }) })).toEqual(['rehearsal']);
  });

  it('publication is paused, since when and why; old figures are then no news', () => {
    const pause = { since: AT, reason: 'Pemeriksaan rekap Surabaya' };
    const now = NOW + 11 * 60_000;
    const writtenAt = new Date(now).toISOString();
    const notices = noticesOf({ index: index({ pause, writtenAt }), trouble: null, heardAt: now, now });
    expect(notices).toEqual([{ kind: 'paused', ...pause }]);
  });

  it('who cannot reach the server is not told that the other side is silent', () => {
    const situation = { now: NOW + 3_600_000, trouble: 'offline' as const };
    expect(kinds(situation)).toEqual(['offline']);
    expect(noticesOf({ index: index(), heardAt: NOW, ...situation })[0]).toEqual({ kind: 'offline', ageMs: 3_600_000 });
  });

  it('files made for a newer page are said even without an index', () => {
    expect(kinds({ index: null, trouble: 'layout' })).toEqual(['layout']);
  });
});
