import { describe, expect, it } from '@jest/globals';
import { TpsCode } from './code';
import { ContestId, PROFILES } from './contest';
import type { Photo, Result } from './result';
import { emptyResult } from './result';
import { withPhoto, withPhotoDoubt } from './result-change';
import { DEFAULT_RESULT_POLICY, gate } from './result-gate';

const [ONE, OTHER] = ['a'.repeat(64), 'b'.repeat(64)];
const EMPTY = emptyResult(ContestId.parse('pkwkp-35'), TpsCode.parse('3501012001001'));
const by = { id: '00000000-0000-4000-8000-000000000001', name: 'siti' };

const photo = (sha256: string, ...doubts: Photo['doubts']): Photo => {
  return { sha256, page: 1, by, at: '2024-11-27T20:00:00+07:00', replacedBy: null, doubts };
};
const codesOf = (result: Result): readonly string[] =>
  gate(result, { profile: PROFILES.pilkada, policy: DEFAULT_RESULT_POLICY }).codes;

describe('a photo that lies at another TPS as well', () => {
  it('breaks W207, found when it came or later', () => {
    expect(codesOf(withPhoto(EMPTY, photo(ONE, 'duplicate'), null))).toContain('W207');
    expect(codesOf(withPhoto(EMPTY, photo(ONE, 'similar', 'dark'), null))).toContain('W207');
    const innocent = withPhoto(EMPTY, photo(ONE, 'blurred'), null);
    expect(codesOf(innocent)).not.toContain('W207');
    const later = withPhotoDoubt(innocent, ONE, 'similar');
    expect([codesOf(later).includes('W207'), later.version, later.photos[0]?.doubts]).toEqual([
      true,
      innocent.version + 1,
      ['blurred', 'similar'],
    ]);
    expect(withPhotoDoubt(later, ONE, 'similar').photos).toEqual(later.photos);
  });

  it('breaks it no longer once another has taken its place, and holds nothing back', () => {
    const wrong = withPhoto(EMPTY, photo(ONE, 'duplicate'), null);
    const { state, holds } = gate(wrong, { profile: PROFILES.pilkada, policy: DEFAULT_RESULT_POLICY });
    expect([state, holds]).toEqual(['photoOnly', []]);
    const retaken = withPhoto(wrong, photo(OTHER), ONE);
    expect(codesOf(retaken)).not.toContain('W207');
    expect(retaken.photos.map(({ sha256, replacedBy }) => [sha256, replacedBy])).toEqual([
      [ONE, OTHER],
      [OTHER, null],
    ]);
  });
});
