import { describe, expect, it } from '@jest/globals';
import { TpsCode, emptyResult, withReading } from '@posko/domain';
import type { CHasil, Result } from '@posko/domain';
import { SMALL_CONTESTS, soundForm, withFigures } from '@posko/testing';
import type { Contest } from '@posko/domain';
import { packed, unpacked } from './result-body';
import type { ResultBody } from './result-body';

const CONTEST = SMALL_CONTESTS[0] as Contest;
const SOUND = soundForm(CONTEST);
const OTHER = withFigures(SOUND, { 'votes.invalid': 14 });

function resultOf(form: CHasil | null, readings: readonly CHasil[]): Result {
  const start: Result = { ...emptyResult(CONTEST.id, TpsCode.parse('3501012001001')), form };
  return readings.reduce((result, read, index) => {
    const id = `00000000-0000-4000-8000-00000000000${index}`;
    return withReading(result, { id, source: 'typist', by: { id, name: 'x' }, at: '2024-11-27T08:00:00Z', form: read });
  }, start);
}

const stored = (result: Result): ResultBody => JSON.parse(JSON.stringify(packed(result))) as ResultBody;

describe('the body of a result', () => {
  it.each<[string, Result, number]>([
    ['nothing', resultOf(null, []), 0],
    ['two readings that agree', resultOf(SOUND, [SOUND, structuredClone(SOUND)]), 0],
    ['two that differ', resultOf(SOUND, [SOUND, OTHER]), 1],
    ['figures that nobody typed so', resultOf(withFigures(SOUND, { 'votes.valid': 1 }), [SOUND, OTHER]), 2],
  ])('holds %s, and every form once', (_name, result, own) => {
    expect(unpacked(stored(result))).toEqual(result);
    expect(stored(result).readings.filter((reading) => 'form' in reading)).toHaveLength(own);
  });
});
