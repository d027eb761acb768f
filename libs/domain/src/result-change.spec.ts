import { DEFAULT_RESULT_POLICY } from './result-gate';
import { blinded, countedForms, decisionRefusal, hasPublicPhoto } from './result-change';
import type { Decision, Result } from './result';
import { FIRST, OTHER, SOUND, WRONG, after, person } from './testing/result-acts';
import type { ResultAct } from './testing/result-acts';

const reason = 'karena';
const READER = person(1);
const JUDGE = person(3);

const then = (result: Result, ...acts: readonly ResultAct[]): Result =>
  acts.reduce((before, act) => after(before, act, DEFAULT_RESULT_POLICY) ?? before, result);
const photo = (sha256: string, replaces: string | null = null): ResultAct => ({
  ...{ type: 'photo', by: READER, sha256: sha256.repeat(64), replaces: replaces?.repeat(64) ?? null },
});

const ONCE = then(FIRST, { type: 'enter', by: READER, form: WRONG });
const DIFFERING = then(ONCE, { type: 'enter', by: person(2), form: SOUND });

describe('decisionRefusal', () => {
  it.each<[string, Result, Decision, ReturnType<typeof decisionRefusal>]>([
    ['a decision of another state', ONCE, { type: 'publish', reason }, 'state'],
    ['a hold that is not there', ONCE, { type: 'release', reason }, 'notHeld'],
    [
      'a confirmation of nothing',
      then(FIRST, { type: 'decide', by: JUDGE, decision: { type: 'hold', code: 'noForm', reason } }),
      { type: 'confirm', reason },
      'noFigures',
    ],
    ['an explanation of a rule that is not broken', DIFFERING, { type: 'explain', code: 'W203', reason }, 'notBroken'],
    ['no explanation of one that is', DIFFERING, { type: 'explain', code: 'E104', reason }, null],
    ['nothing that tells of a reading which waits', ONCE, { type: 'explain', code: 'W203', reason }, null],
    ['nothing of what makes sense', DIFFERING, { type: 'resolve', form: OTHER, reason }, null],
  ])('refuses %s', (_name, result, decision, refusal) => {
    expect(decisionRefusal(result, decision, JUDGE)).toBe(refusal);
  });

  it('lets nobody judge what they typed themselves, whether it counts or not', () => {
    for (const by of [READER, person(2)]) {
      expect(decisionRefusal(DIFFERING, { type: 'resolve', form: SOUND, reason }, by)).toBe('ownReading');
    }
    const public_ = then(FIRST, ...[READER, person(2)].map((by) => ({ type: 'enter', by, form: SOUND }) as const));
    const correct = { type: 'correct', form: OTHER, reason, document: 'BA 1' } as const;
    expect(decisionRefusal(public_, correct, READER)).toBe('ownReading');
    expect(decisionRefusal(public_, { type: 'withdraw', reason, document: 'BA 1' }, READER)).toBeNull();
    const passed: Result = { ...public_, state: 'passed' };
    expect(decisionRefusal(passed, { type: 'publish', reason }, READER)).toBe('ownReading');
  });
});

describe('photos of a result', () => {
  it('stay when another takes their place', () => {
    const { photos } = then(FIRST, photo('a'), photo('b', 'a'));
    expect(photos.map(({ sha256, replacedBy }) => [sha256[0], replacedBy?.[0] ?? null])).toEqual([
      ['a', 'b'],
      ['b', null],
    ]);
  });

  it('are there once, though the same bytes come again, and may come back', () => {
    expect(then(FIRST, photo('a'), photo('a')).photos).toHaveLength(1);
    const back = then(FIRST, photo('a'), photo('b', 'a'), photo('a', 'b'));
    expect(back.photos.filter(({ replacedBy }) => replacedBy === null).map(({ sha256 }) => sha256[0])).toEqual(['a']);
    expect([hasPublicPhoto(back), hasPublicPhoto(FIRST)]).toEqual([true, false]);
  });
});

describe('blinded', () => {
  it('shows a reading that waits for the other to whoever wrote it, and nobody else', () => {
    const held = then(ONCE, { type: 'decide', by: JUDGE, decision: { type: 'hold', code: 'objection', reason } });
    expect(blinded(held, READER)).toBe(held);
    expect(blinded(held, JUDGE)).toEqual({ ...held, readings: [], form: null, codes: [], holds: ['objection'] });
    expect(JSON.stringify(blinded(ONCE, JUDGE))).not.toContain('E104');
  });

  it('hides nothing once there are two', () => {
    expect(blinded(DIFFERING, JUDGE)).toBe(DIFFERING);
  });
});

describe('countedForms', () => {
  it('counts as received what is there, and as published what the public sees', () => {
    expect(countedForms(FIRST)).toEqual({ received: null, published: null });
    expect(countedForms(DIFFERING)).toEqual({ received: WRONG, published: null });
    const correct = { type: 'resolve', form: SOUND, reason } as const;
    const resolved = then(DIFFERING, { type: 'decide', by: JUDGE, decision: correct });
    expect(countedForms(resolved)).toEqual({ received: SOUND, published: SOUND });
  });
});
