import { describe, expect, it } from '@jest/globals';
import { TpsCode } from './code';
import { Contest } from './contest';
import { blankForm } from './form';
import { hasMark, markBit } from './mark';
import { emptyResult } from './result';
import type { Result, ResultState } from './result';
import { leadsAt, moveOfTps, stageOfResult, withMove } from './result-move';
import { stageAt, stageIndex } from './stage';
import type { TpsState } from './tps';
import { UNREPORTED } from './tps';

const TPS = TpsCode.parse('3501012001001');
const CONTEST = contest('pkwkp-35', '35');
const EMPTY = emptyResult(CONTEST.id, TPS);
const BY = { id: '00000000-0000-4000-8000-000000000001', name: 'andi' };
const AT = '2024-11-27T08:00:00Z';
const photo = { sha256: 'a'.repeat(64), page: 1, by: BY, at: AT, replacedBy: null, doubts: [] };
const reading = { id: BY.id, source: 'crew', by: BY, at: AT, form: blankForm(CONTEST) } as const;

function contest(id: string, ...regions: string[]): Contest {
  const options = [{ id: '1', kind: 'paslon', number: 1, name: 'Satu', colour: null, party: null }];
  return Contest.parse({ id, code: id.split('-')[0], name: id, regions, profile: 'pilkada', options });
}

const at = (state: ResultState, more: Partial<Result> = {}): Result => ({ ...EMPTY, state, ...more });
const RECEIVED = at('enteredOnce', { photos: [photo], readings: [reading] });
const standing = (stage: Parameters<typeof stageIndex>[0], marks = 0): TpsState => ({
  ...UNREPORTED,
  stage: stageIndex(stage),
  marks,
});

describe('how far a result brings its TPS', () => {
  it.each<[string, Result, string | null]>([
    ['nothing yet', EMPTY, null],
    ['a photo alone', at('photoOnly', { photos: [photo] }), null],
    ['figures alone', at('enteredOnce', { readings: [reading] }), null],
    ['photo and figures', RECEIVED, 'sent'],
    [
      'a photo that was replaced',
      at('held', { photos: [{ ...photo, replacedBy: photo.sha256 }], readings: [reading] }),
      null,
    ],
    ['held, with both', at('held', { photos: [photo], readings: [reading] }), 'sent'],
    ['passed', at('passed'), 'verified'],
    ['published', at('published'), 'published'],
    ['corrected', at('corrected'), 'published'],
    ['withdrawn', at('withdrawn'), 'published'],
  ])('%s', (_name, result, stage) => {
    expect(stageOfResult(result)).toBe(stage);
  });
});

describe('the move of a TPS', () => {
  it('goes to what the result newly reached, from wherever the TPS stands', () => {
    expect(moveOfTps(EMPTY, RECEIVED, standing('counting'))).toEqual({ stoodAt: 'counting', standsAt: 'sent' });
    expect(moveOfTps(RECEIVED, at('published'), standing('sent'))).toEqual({ stoodAt: 'sent', standsAt: 'published' });
  });

  it('is none where the crew said so before, or the result was there already', () => {
    expect(moveOfTps(EMPTY, RECEIVED, standing('sent'))).toEqual({});
    expect(moveOfTps(RECEIVED, at('held', RECEIVED), standing('counted'))).toEqual({});
  });

  it('is never back by itself: what is held again, or withdrawn, stays where it was', () => {
    expect(moveOfTps(at('passed'), at('held'), standing('verified'))).toEqual({});
    expect(moveOfTps(at('published'), at('withdrawn'), standing('published'))).toEqual({ isWithdrawn: true });
    expect(moveOfTps(at('withdrawn'), at('corrected'), standing('published', markBit('publicationWithdrawn')))).toEqual(
      {
        isWithdrawn: false,
      },
    );
  });

  it('leaves a TPS where a supervisor put it until its result gets further', () => {
    const back = standing('counted');
    expect(moveOfTps(at('published'), at('published', { photos: [photo] }), back)).toEqual({});
    expect(moveOfTps(at('passed'), at('published'), back)).toEqual({ stoodAt: 'counted', standsAt: 'published' });
  });
});

describe('a TPS after a move', () => {
  const when = { at: 1_000, seq: 9 };

  it('stands there, and what was sent has not failed to be', () => {
    const before = standing('counted', markBit('sendFailed') | markBit('psu'));
    const after = withMove(before, { stoodAt: 'counted', standsAt: 'sent' }, when);
    expect([stageAt(after.stage), after.stageAt, after.lastSeq]).toEqual(['sent', 1_000, 9]);
    expect([hasMark(after.marks, 'sendFailed'), hasMark(after.marks, 'psu')]).toEqual([false, true]);
  });

  it('bears the mark of a withdrawal until the figures are there again', () => {
    const withdrawn = withMove(standing('published'), { isWithdrawn: true }, when);
    expect([hasMark(withdrawn.marks, 'publicationWithdrawn'), stageAt(withdrawn.stage)]).toEqual([true, 'published']);
    expect(withMove(withdrawn, { isWithdrawn: false }, when).marks).toBe(0);
  });

  it('is the same object where nothing moves', () => {
    const state = standing('open');
    expect(withMove(state, {}, when)).toBe(state);
  });
});

it('the first contest on the ballots of a TPS leads there', () => {
  const [regent, other] = [contest('pkwkk-3501', '3501'), contest('pkwkk-3578', '3578')];
  const all = [CONTEST, regent, other];
  expect([leadsAt(CONTEST, all, TPS), leadsAt(regent, all, TPS)]).toEqual([true, false]);
  expect(leadsAt(regent, [regent, other], TPS)).toBe(true);
  expect(leadsAt(contest('pdpr-3501', '3501'), [contest('ppwp-0', '0')], TPS)).toBe(false);
});
