import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { RESULT_DECISIONS } from './result-change';
import { RESULT_STATES, isPublished } from './result';
import type { Decision, Result, ResultState } from './result';
import type { ResultPolicy } from './result-gate';
import { FIRST, OTHER, POLICIES, SOUND, WRONG, after, person } from './testing/result-acts';
import type { ResultAct } from './testing/result-acts';

const reason = 'karena';
const document = 'BA 1';
const DECISIONS: readonly Decision[] = [
  ...[SOUND, WRONG].map((form) => ({ type: 'resolve', form, reason }) as const),
  { type: 'confirm', reason },
  { type: 'hold', code: 'objection', reason },
  { type: 'release', reason },
  { type: 'explain', code: 'E104', reason },
  { type: 'publish', reason },
  { type: 'withdraw', reason, document },
  ...[OTHER, WRONG].map((form) => ({ type: 'correct', form, reason, document }) as const),
];
const ACTS: readonly ResultAct[] = [
  ...[SOUND, WRONG].map((form) => ({ type: 'enter', by: person(1), form }) as const),
  ...[SOUND, OTHER].map((form) => ({ type: 'enter', by: person(2), form }) as const),
  { type: 'photo', by: person(1), sha256: 'ab'.repeat(32), replaces: null },
  ...DECISIONS.map((decision) => ({ type: 'decide', by: person(3), decision }) as const),
];

interface Edge {
  readonly from: ResultState;
  readonly label: string;
  readonly to: ResultState;
}

/** The same for all that the future depends on. */
function essence(result: Result): string {
  const { state, form, settlement, confirmation, hold, isReleased, withdrawal, corrections, photos } = result;
  const readings = result.readings.map(({ id, by, form: read }) => [by.id, result.seen.includes(id), read]);
  const flags = [confirmation, hold, isReleased, withdrawal, corrections.length > 0, photos.length > 0].map(Boolean);
  return JSON.stringify([state, form, settlement, readings, flags]);
}

/** Every way that acts can take from the empty result on, until nothing new comes. */
function walk(policy: ResultPolicy): Map<string, Edge> {
  const edges = new Map<string, Edge>();
  const seen = new Map([[essence(FIRST), FIRST]]);
  for (const before of seen.values()) {
    for (const act of ACTS) {
      const next = after(before, act, policy);
      if (next === null) continue;
      const label = act.type === 'decide' ? act.decision.type : act.type;
      edges.set(`${before.state} ${label} ${next.state}`, { from: before.state, label, to: next.state });
      if (!seen.has(essence(next))) seen.set(essence(next), next);
    }
  }
  return edges;
}

const WALKED = new Map(POLICIES.flatMap((policy) => [...walk(policy)]));
const EDGES = [...WALKED.values()];

/** `a --> b: c, d` as edges. */
function drawn(): string[] {
  const text = readFileSync(resolve('docs/result-states.md'), 'utf8');
  return [...text.matchAll(/^ {2}(\w+) --> (\w+): (.+)$/gm)].flatMap(([, from, to, labels = '']) =>
    labels.split(', ').map((label) => `${from} ${label} ${to}`),
  );
}

describe('the states of a result', () => {
  it('are drawn as they are walked, every edge and no other', () => {
    expect(drawn().sort()).toEqual([...WALKED.keys()].sort());
  });

  it.each(RESULT_STATES)(
    '%s is reached, takes every reading and photo, and the decisions of the table only',
    (state) => {
      expect(EDGES.some(({ to }) => to === state)).toBe(true);
      const labels = new Set(EDGES.filter(({ from }) => from === state).map(({ label }) => label));
      expect([...labels].sort()).toEqual(['enter', 'photo', ...RESULT_DECISIONS[state]].sort());
    },
  );

  it('leave the public only by a withdrawal, and come back only by a correction', () => {
    const left = EDGES.filter(({ from, to }) => isPublished(from) && !isPublished(to));
    expect(new Set(left.map(({ label, to }) => `${label} ${to}`))).toEqual(new Set(['withdraw withdrawn']));
    const back = EDGES.filter(({ from, to }) => from === 'withdrawn' && to !== 'withdrawn');
    expect(back.map(({ label, to }) => `${label} ${to}`)).toEqual(['correct corrected']);
  });
});
