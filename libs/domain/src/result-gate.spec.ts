import type { CHasil } from './form';
import { DEFAULT_RESULT_POLICY } from './result-gate';
import type { ResultPolicy } from './result-gate';
import type { Decision, Result } from './result';
import { BLANK, FIRST, OTHER, SOUND, WRONG, after, person, withVotes } from './testing/result-acts';
import type { ResultAct } from './testing/result-acts';

const [ANI, BUDI, CITRA] = [1, 2, 3].map(person) as [
  ReturnType<typeof person>,
  ReturnType<typeof person>,
  ReturnType<typeof person>,
];
const reason = 'karena';

const enter = (by: typeof ANI, form: CHasil): ResultAct => ({ type: 'enter', by, form });
const decide = (decision: Decision, by = CITRA): ResultAct => ({ type: 'decide', by, decision });
const PHOTO: ResultAct = { type: 'photo', by: ANI, sha256: 'ab'.repeat(32), replaces: null };

/** What the acts lead to; one that is refused fails. */
function led(acts: readonly ResultAct[], policy: ResultPolicy = DEFAULT_RESULT_POLICY): Result {
  return acts.reduce((result, act) => {
    const next = after(result, act, policy);
    if (next === null) throw new Error(`${JSON.stringify(act)} was refused in ${result.state}`);
    return next;
  }, FIRST);
}

describe('gate', () => {
  it('settles what two people read alike, and publishes it', () => {
    expect(led([enter(ANI, SOUND)])).toMatchObject({ state: 'enteredOnce', settlement: null, form: SOUND, holds: [] });
    expect(led([enter(ANI, SOUND), enter(BUDI, SOUND)])).toMatchObject({
      ...{ state: 'published', settlement: 'agreement', form: SOUND, differences: [], holds: [] },
    });
  });

  it('does not take one person for two', () => {
    expect(led([enter(ANI, OTHER), enter(ANI, SOUND)])).toMatchObject({ state: 'enteredOnce', form: SOUND });
  });

  it('names exactly the fields in which two people differ, in the order of the paper', () => {
    const other = { ...OTHER, came: { ...OTHER.came, total: { l: 145, p: 155, j: 301 } } };
    expect(led([enter(ANI, SOUND), enter(BUDI, other)])).toMatchObject({
      ...{ state: 'differing', settlement: null, holds: ['W209'] },
      differences: ['came.total.j', 'votes.options.1', 'votes.options.2'],
    });
  });

  it('leaves a difference to a person: two against one is no agreement', () => {
    const three = [enter(ANI, SOUND), enter(BUDI, OTHER), enter(person(4), SOUND)];
    expect(led(three).state).toBe('differing');
    const resolved = led([...three, decide({ type: 'resolve', form: OTHER, reason })]);
    expect(resolved).toMatchObject({ state: 'published', settlement: 'resolution', form: OTHER, differences: [] });
  });

  it('is content where one of them reads again and finds their own slip', () => {
    expect(led([enter(ANI, SOUND), enter(BUDI, OTHER), enter(BUDI, SOUND)])).toMatchObject({
      ...{ state: 'published', settlement: 'agreement', differences: [] },
    });
  });

  it('opens what readings had settled when a third differs, as long as it is not public', () => {
    const policy = { readings: 2, publishesAtOnce: false } as const;
    const passed = [enter(ANI, SOUND), enter(BUDI, SOUND)];
    expect(led(passed, policy).state).toBe('passed');
    expect(led([...passed, enter(person(4), OTHER)], policy)).toMatchObject({ state: 'differing', settlement: null });
  });

  it('knows a reading after a resolution from those before, though the clock stands still', () => {
    const held = { type: 'hold', code: 'objection', reason } as const;
    const resolved = [
      ...[enter(ANI, SOUND), enter(BUDI, OTHER), decide(held)],
      decide({ type: 'resolve', form: SOUND, reason }),
    ];
    expect(led(resolved)).toMatchObject({ state: 'held', holds: ['objection'], differences: [] });
    const again = [...resolved, enter(BUDI, withVotes({ 1: 90 }))];
    expect(led(again)).toMatchObject({ differences: ['votes.options.1'], holds: ['W209', 'objection'] });
    expect(led([...again, decide({ type: 'confirm', reason })])).toMatchObject({
      differences: [],
      holds: ['objection'],
    });
  });

  it('holds errors until somebody who did not type them stands for them', () => {
    const held = [enter(ANI, WRONG), enter(BUDI, WRONG)];
    expect(led(held)).toMatchObject({ state: 'held', codes: ['E104'], holds: ['E104'] });
    expect(led([...held, decide({ type: 'confirm', reason })])).toMatchObject({ state: 'published', holds: [] });
    const seen = led([enter(ANI, WRONG), enter(BUDI, SOUND), decide({ type: 'resolve', form: WRONG, reason })]);
    expect(seen).toMatchObject({ state: 'held', holds: ['E104'], settlement: 'resolution' });
  });

  it('lets a typist put right what the rules found, without anybody else', () => {
    const single = { readings: 1, publishesAtOnce: true } as const;
    expect(led([enter(ANI, WRONG), enter(ANI, SOUND)], single)).toMatchObject({ state: 'published', form: SOUND });
  });

  it('holds a form on which nothing stands, with or without a photo', () => {
    expect(led([enter(ANI, BLANK), enter(BUDI, BLANK)])).toMatchObject({ state: 'held', holds: ['E112'] });
    expect(led([PHOTO])).toMatchObject({ state: 'photoOnly', codes: ['E112'], holds: [] });
    expect(led([PHOTO, decide({ type: 'hold', code: 'illegible', reason })])).toMatchObject({
      ...{ state: 'held', holds: ['illegible'], form: null },
    });
  });

  it('takes one reading where the office says so, but never one of two that differ', () => {
    const single = { readings: 1, publishesAtOnce: true } as const;
    expect(led([enter(ANI, SOUND)], single)).toMatchObject({ state: 'published', settlement: 'single' });
    const differing = led([enter(ANI, SOUND), enter(BUDI, OTHER)]);
    expect(after(differing, PHOTO, single)).toMatchObject({ state: 'differing', settlement: null });
  });

  it('passes and waits for somebody’s hand where the office says so', () => {
    const policy = { readings: 2, publishesAtOnce: false } as const;
    const passed = [enter(ANI, SOUND), enter(BUDI, SOUND)];
    expect(led(passed, policy)).toMatchObject({ state: 'passed', holds: [] });
    expect(led([...passed, decide({ type: 'publish', reason })], policy).state).toBe('published');
    expect(led([...passed, decide({ type: 'hold', code: 'objection', reason })], policy).state).toBe('held');
  });

  it('keeps hands off what is public, whatever comes in', () => {
    const published = [enter(ANI, SOUND), enter(BUDI, SOUND)];
    const late = led([...published, enter(person(4), OTHER)]);
    expect(late).toMatchObject({ state: 'published', form: SOUND, differences: OTHER_FIELDS, holds: ['W209'] });
    const looked = led([...published, enter(person(4), OTHER), decide({ type: 'confirm', reason })]);
    expect(looked).toMatchObject({ state: 'published', form: SOUND, differences: [], holds: [] });
  });

  it('lets withdrawn figures back only by a correction, and keeps both', () => {
    const document = 'BA 12/2024';
    const withdrawn = [
      ...[enter(ANI, SOUND), enter(BUDI, SOUND)],
      decide({ type: 'withdraw', reason, document }),
      enter(person(4), OTHER),
    ];
    expect(led(withdrawn)).toMatchObject({ state: 'withdrawn', form: SOUND, withdrawal: { document } });
    expect(led([...withdrawn, decide({ type: 'correct', form: WRONG, reason, document })])).toMatchObject({
      ...{ state: 'corrected', form: WRONG, codes: ['E104'], holds: [], withdrawal: null },
      corrections: [{ before: SOUND, document, withdrawal: { document, reason } }],
    });
  });
});

const OTHER_FIELDS = ['votes.options.1', 'votes.options.2'];
