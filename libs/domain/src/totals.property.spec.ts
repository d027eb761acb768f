import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Contest } from './contest';
import { Contest as ContestSchema, PROFILES, publishedProfile } from './contest';
import type { CHasil } from './form';
import { blankForm } from './form';
import type { JournalEntry } from './journal';
import { RegionTree } from './region-tree';
import { RESULT_STATES, emptyResult } from './result';
import type { Decision, Result } from './result';
import { countedForms, decisionRefusal, withDecision, withPhoto, withReading } from './result-change';
import { evolveResult } from './result-fold';
import { gate } from './result-gate';
import type { ResultPolicy, Verdict } from './result-gate';
import { ContestTotals, NOT_COUNTED } from './totals';
import type { Counted, RegionTotals } from './totals';
import { CountedResults, isResultEntry } from './totals-counted';

const tree = new RegionTree([
  ['35', 'JAWA TIMUR', 9],
  ['3501', 'PACITAN', 5],
  ['350101', 'DONOROJO', 5],
  ['3501012001', 'WIDORO', 2],
  ['3501012002', 'SAWAHAN', 3, [1, 3, 7]],
  ['3578', 'SURABAYA', 4],
  ['357801', 'KARANG PILANG', 3],
  ['3578011001', 'WARUGUNUNG', 3],
  ['357802', 'WONOCOLO', 1],
  ['3578021001', 'SIDOSERMO', 1],
]);
const option = (id: string, kind = 'paslon', party: string | null = null): object => ({
  ...{ id, kind, party },
  ...{ number: Number(id) % 10, name: `Pilihan ${id}`, colour: null },
});
const GOVERNOR = ContestSchema.parse({
  ...{ id: 'pkwkp-35', code: 'pkwkp', name: 'Gubernur', regions: ['35'], profile: 'pilkada' },
  options: [option('1000031'), option('1000032')],
});
/** A district of two kecamatan that are no region together, with parties. */
const DISTRICT = ContestSchema.parse({
  ...{ id: 'pdprdk-357801', code: 'pdprdk', name: 'Dapil', regions: ['350101', '357802'], profile: 'pemilu' },
  options: [option('1', 'party'), option('11', 'person', '1'), option('2', 'party'), option('21', 'person', '2')],
});

const PEOPLE = [0, 1, 2].map((n) => ({ id: `00000000-0000-4000-8000-00000000000${n}`, name: `orang-${n}` }));
const uuid = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const hash = (n: number): string => n.toString(16).padStart(64, '0');

/** A form that breaks no rule; or one of which a figure was not read. */
function formOf(contest: Contest, votes: readonly number[], isWhole: boolean): CHasil {
  const blank = blankForm(contest);
  const ids = contest.options.map(({ id }) => id);
  const vote = (id: string): number => votes[ids.indexOf(id)] ?? 0;
  const valid = ids.reduce((sum, id) => sum + vote(id), 0);
  const total = valid + 1;
  const row = { l: total, p: 0, j: total };
  const none = { l: 0, p: 0, j: 0 };
  const parties = Object.fromEntries(
    contest.options
      .filter(({ kind }) => kind === 'party')
      .map(({ id }) => [
        id,
        vote(id) + contest.options.filter((o) => o.party === id).reduce((sum, o) => sum + vote(o.id), 0),
      ]),
  );
  return {
    ...blank,
    voters: { dpt: row },
    ballots: { received: total + 3, used: total, spoiled: 1, unused: 2 },
    disability: { came: { l: 1, p: 0, j: 1 } },
    came: { dpt: row, moved: none, ktp: none, total: row },
    votes: {
      options: Object.fromEntries(ids.map((id) => [id, vote(id)])),
      ...(blank.votes.parties === undefined ? {} : { parties }),
      ...{ valid: isWhole ? valid : valid + 1, invalid: isWhole ? 1 : null, total },
    },
  };
}

interface Step {
  readonly position: number;
  readonly person: number;
  readonly act: 'enter' | 'photo' | Decision['type'];
  readonly votes: readonly number[];
  readonly isWhole: boolean;
}
const step: fc.Arbitrary<Step> = fc.record({
  position: fc.nat({ max: tree.size - 1 }),
  person: fc.nat({ max: PEOPLE.length - 1 }),
  act: fc.constantFrom<Step['act'][]>(
    ...(['enter', 'enter', 'enter', 'photo', 'resolve', 'confirm', 'hold'] as const),
    ...(['release', 'publish', 'explain', 'withdraw', 'correct', 'correct'] as const),
  ),
  votes: fc.array(fc.nat({ max: 2 }), { minLength: 4, maxLength: 4 }),
  isWhole: fc.boolean(),
});
const policy: fc.Arbitrary<ResultPolicy> = fc.record({
  readings: fc.constantFrom(1 as const, 2 as const),
  publishesAtOnce: fc.boolean(),
});

function decisionOf(type: Decision['type'], form: CHasil): Decision {
  const reason = 'lihat foto';
  if (type === 'resolve') return { type, reason, form };
  if (type === 'correct') return { type, reason, form, document: 'BA-1' };
  if (type === 'withdraw') return { type, reason, document: 'BA-1' };
  if (type === 'hold') return { type, reason, code: 'illegible' };
  return type === 'explain' ? { type, reason, code: 'W203' } : { type, reason };
}

/** Results as the journal has them, entry by entry, and what is kept of them for the totals. */
class Office {
  readonly results: Result[];
  readonly totals: ContestTotals;
  readonly counted: CountedResults;
  private seq = 0;

  constructor(
    private readonly contest: Contest,
    private readonly policy: ResultPolicy,
  ) {
    this.totals = new ContestTotals(contest, tree);
    this.counted = new CountedResults(this.totals.slots, this.totals.area.size);
    this.results = Array.from({ length: tree.size }, (_, position) =>
      emptyResult(contest.id, tree.tpsCodeAt(position) as Result['tps']),
    );
  }

  do(step: Step): void {
    const tps = this.totals.area.tpsOf(step.position);
    const result = this.results[step.position];
    if (tps < 0 || result === undefined) return;
    const entry = this.entryOf(result, step);
    if (entry === null || !isResultEntry(entry)) return;
    this.results[step.position] = evolveResult(result, entry);
    const { before, after } = this.counted.apply(tps, entry);
    this.totals.replace(step.position, before, after);
  }

  private entryOf(result: Result, { act, person, votes, isWhole }: Step): JournalEntry | null {
    const seq = ++this.seq;
    const at = seq * 1000;
    const by = PEOPLE[person] ?? { id: '', name: '' };
    const actor = { ...by, role: 'verifier' as const, address: '' };
    const form = formOf(this.contest, votes, isWhole);
    const place = { seq, at, subject: result.tps, commandId: '' };
    const of = { contest: this.contest.id, version: result.version + 1 };
    const said = { by, at: new Date(at).toISOString() };
    if (act === 'enter') {
      const reading = { ...said, id: uuid(seq), source: 'typist' as const, form };
      const verdict = this.verdictOf(withReading(result, reading));
      return { ...place, kind: 'result.entered.v1', body: { ...of, reading, verdict, actor } };
    }
    if (act === 'photo') {
      const photo = { ...said, sha256: hash(seq), page: 1, replacedBy: null, doubts: [] };
      const verdict = this.verdictOf(withPhoto(result, photo, null));
      const body = { ...of, photo, replaces: null, bytes: 1, mediaType: '' };
      const picture = { width: null, height: null, perceptualHash: null };
      return { ...place, kind: 'evidence.kept.v1', body: { ...body, ...picture, verdict, actor } };
    }
    const decision = decisionOf(act, form);
    if (decisionRefusal(result, decision, by) !== null) return null;
    const verdict = this.verdictOf(withDecision(result, decision, { by: actor, at }));
    return { ...place, kind: 'result.decided.v1', body: { ...of, decision, verdict, actor } };
  }

  private verdictOf(result: Result): Verdict {
    const profile = publishedProfile(PROFILES[this.contest.profile]);
    return gate(result, { profile, policy: this.policy });
  }

  /** What a TPS counts as, by the whole result. */
  countedAt(position: number): Counted {
    const result = this.results[position];
    if (result === undefined) return NOT_COUNTED;
    const { received } = countedForms(result);
    return { state: result.state, figures: received === null ? null : this.totals.slots.figuresOf(received) };
  }
}

/** Adds up what has the same shape, figure by figure. */
function add<T>(a: T, b: T): T {
  if (typeof a === 'number') return (a + Number(b)) as T;
  const right = b as Record<string, unknown>;
  const entries = Object.entries(a as Record<string, unknown>);
  return Object.fromEntries(entries.map(([name, value]) => [name, add(value, right[name])])) as T;
}

function sumOf(parts: readonly RegionTotals[]): RegionTotals | null {
  const [first, ...rest] = parts;
  if (first === undefined) return null;
  return rest.reduce(
    (sum, part) => ({
      expected: sum.expected + part.expected,
      published: add(sum.published, part.published),
      received: add(sum.received, part.received),
      held: add(sum.held, part.held),
      states: Object.fromEntries(
        RESULT_STATES.flatMap((state) => {
          const tps = (sum.states[state] ?? 0) + (part.states[state] ?? 0);
          return tps === 0 ? [] : [[state, tps]];
        }),
      ),
    }),
    first,
  );
}

/** Totals of the regions one tier below that the contest has, or of its TPS under a desa. */
function partsOf({ totals, counted }: Pick<Office, 'totals' | 'counted'>, region: number): RegionTotals[] {
  if (tree.levels[region] !== 'desa') return tree.children(region).flatMap((child) => totals.of(child, 'blocks') ?? []);
  const first = tree.first[region] ?? 0;
  return Array.from({ length: tree.count[region] ?? 0 }, (_, offset) =>
    totals.ofTps(counted.of(totals.area.tpsOf(first + offset)), 'blocks'),
  );
}

describe.each([GOVERNOR, DISTRICT])('the totals of $id', (contest) => {
  it('are at each tier the sum of their parts, published and held together received, as a recount would have it', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120, size: 'max' }), policy, (steps, policy) => {
        const office = new Office(contest, policy);
        for (const each of steps) office.do(each);
        const fresh = new ContestTotals(contest, tree);
        for (let position = 0; position < tree.size; position++) {
          const tps = office.totals.area.tpsOf(position);
          if (tps < 0) continue;
          const counted = office.countedAt(position);
          expect(shape(office.counted.of(tps))).toEqual(shape(counted));
          fresh.replace(position, NOT_COUNTED, counted);
        }
        for (let region = 0; region < tree.regionCount; region++) {
          const totals = office.totals.of(region, 'blocks');
          expect(totals).toEqual(fresh.of(region, 'blocks'));
          if (totals === null) continue;
          expect(totals).toEqual(sumOf(partsOf(office, region)));
          expect(add(totals.published, totals.held)).toEqual(totals.received);
        }
      }),
      { numRuns: 100 },
    );
  });
});

function shape({ state, figures }: Counted): [string, number[] | null] {
  return [state, figures === null ? null : Array.from(figures)];
}

describe('the area of a contest', () => {
  const district = new ContestTotals(DISTRICT, tree);

  it('has its own regions and those above them, and no others', () => {
    const codes = Array.from(district.area.regions, (region) => tree.codeOf(region));
    expect(codes).toEqual([
      ...['35', '3501', '350101', '3501012001', '3501012002'],
      ...['3578', '357802', '3578021001'],
    ]);
    expect([district.of(tree.indexOf('357801')), district.area.tpsOf(tree.positionOf('3578011001001'))]).toEqual([
      null,
      -1,
    ]);
  });

  it('expects its own TPS only, all of them empty at first', () => {
    const expected = (code: string): unknown => {
      const totals = district.of(tree.indexOf(code));
      return [totals?.expected, totals?.states];
    };
    expect([expected('35'), expected('3501'), expected('3578')]).toEqual([
      [6, { empty: 6 }],
      [5, { empty: 5 }],
      [1, { empty: 1 }],
    ]);
  });
});
