import fc from 'fast-check';
import type { CHasil } from './form';
import { HOLD_REASONS, isPublished } from './result';
import type { Decision, Result } from './result';
import { countedForms } from './result-change';
import { evolveResult } from './result-fold';
import type { ResultPolicy } from './result-gate';
import { isError } from './form-rule';
import { BLANK, FIRST, OTHER, POLICIES, SOUND, WRONG, after, entryOf, person } from './testing/result-acts';
import type { ResultAct } from './testing/result-acts';

const forms = fc.constantFrom<CHasil[]>(SOUND, OTHER, WRONG, BLANK);
const people = fc.constantFrom(1, 2, 3, 4).map(person);
const hashes = fc.constantFrom('a', 'b', 'c').map((digit) => digit.repeat(64));
const reason = 'karena';
const document = 'BA 1';

const decisions: fc.Arbitrary<Decision> = fc.oneof(
  forms.map((form) => ({ type: 'resolve', form, reason }) as const),
  forms.map((form) => ({ type: 'correct', form, reason, document }) as const),
  fc.constantFrom(...HOLD_REASONS).map((code) => ({ type: 'hold', code, reason }) as const),
  fc.constantFrom<Decision[]>(
    { type: 'confirm', reason },
    { type: 'release', reason },
    { type: 'explain', code: 'E104', reason },
    { type: 'publish', reason },
    { type: 'withdraw', reason, document },
  ),
);
const acts: fc.Arbitrary<ResultAct> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('enter' as const), by: people, form: forms }) },
  fc.record({ type: fc.constant('photo' as const), by: people, sha256: hashes, replaces: fc.option(hashes) }),
  { weight: 4, arbitrary: fc.record({ type: fc.constant('decide' as const), by: people, decision: decisions }) },
);
/** Settings may be others tomorrow. */
const stories = fc.array(fc.tuple(acts, fc.constantFrom(...POLICIES)), { maxLength: 25 });

interface Step {
  readonly before: Result;
  readonly act: ResultAct;
  readonly next: Result;
}

/** The acts that were not refused, each with what it led to. */
function told(story: readonly (readonly [ResultAct, ResultPolicy])[]): Step[] {
  const steps: Step[] = [];
  let before = FIRST;
  for (const [act, policy] of story) {
    const next = after(before, act, policy);
    if (next === null) continue;
    steps.push({ before, act, next });
    before = next;
  }
  return steps;
}

const everyStep = (check: (step: Step, earlier: readonly Step[]) => void): void => {
  fc.assert(
    fc.property(stories, (story) => {
      told(story).forEach((step, index, steps) => {
        check(step, steps.slice(0, index));
      });
    }),
    { numRuns: 400 },
  );
};

describe('a result, whatever happens to it', () => {
  it('is the fold of its entries, without a rule or a setting', () => {
    everyStep(({ before, act, next }) => {
      expect(evolveResult(before, entryOf(act, next))).toEqual(next);
    });
  });

  it('keeps public figures until somebody withdraws or corrects them', () => {
    everyStep(({ before, act, next }) => {
      if (!isPublished(before.state)) return;
      const isMeant = act.type === 'decide' && ['withdraw', 'correct'].includes(act.decision.type);
      if (isMeant) return;
      expect([isPublished(next.state), next.form]).toEqual([true, before.form]);
    });
  });

  it('keeps figures that were public once with the document that took them back', () => {
    everyStep(({ before, act, next }) => {
      if (act.type !== 'decide' || act.decision.type !== 'correct') return;
      expect(next.corrections).toEqual([
        ...before.corrections,
        expect.objectContaining({ before: before.form, document, reason }),
      ]);
    });
  });

  it('comes before the public settled, without an open difference, and without an error that nobody stood for', () => {
    everyStep(({ before, act, next }) => {
      if (isPublished(before.state) || !isPublished(next.state)) return;
      const isDocumented = act.type === 'decide' && act.decision.type === 'correct';
      expect(next.settlement).not.toBeNull();
      expect(isDocumented ? [] : next.holds).toEqual([]);
      expect(next.codes.some(isError) && next.confirmation === null).toBe(false);
    });
  });

  it('loses no photo and no reading, and counts every act', () => {
    everyStep(({ before, act, next }, earlier) => {
      expect(next.version).toBe(before.version + 1);
      const photos = [...earlier, { act }].flatMap((step) => (step.act.type === 'photo' ? [step.act.sha256] : []));
      expect(new Set(next.photos.map(({ sha256 }) => sha256))).toEqual(new Set(photos));
      expect(next.photos.length).toBeGreaterThanOrEqual(before.photos.length);
      const latest = new Map<string, CHasil>();
      for (const step of [...earlier, { act }])
        if (step.act.type === 'enter') latest.set(step.act.by.id, step.act.form);
      expect(new Map(next.readings.map(({ by, form }) => [by.id, form]))).toEqual(latest);
    });
  });

  it('counts in what was received exactly as in what is published and what is held', () => {
    const votes = (form: CHasil | null): number => form?.votes.total ?? 0;
    fc.assert(
      fc.property(fc.array(stories, { maxLength: 5 }), (results) => {
        const counted = results.map((story) => countedForms(told(story).at(-1)?.next ?? FIRST));
        const sum = (pick: (forms: (typeof counted)[number]) => number): number =>
          counted.reduce((total, one) => total + pick(one), 0);
        const held = sum(({ received, published }) => (published === null ? votes(received) : 0));
        expect(sum(({ received }) => votes(received))).toBe(sum(({ published }) => votes(published)) + held);
        for (const { received, published } of counted) if (published !== null) expect(published).toEqual(received);
      }),
      { numRuns: 100 },
    );
  });

  it('is left as it is by entries about something else', () => {
    const entry = { seq: 1, at: 0, subject: FIRST.tps, commandId: FIRST.tps };
    expect(evolveResult(FIRST, { ...entry, kind: 'calendar.passed.v1', body: { at: '2024-11-27T00:00:00Z' } })).toBe(
      FIRST,
    );
  });
});
