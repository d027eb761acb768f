import fc from 'fast-check';
import { PROFILES, publishedProfile, reserveOf } from './contest';
import type { Profile } from './contest';
import type { CHasil, Figure } from './form';
import { differencesOf, figuresOfForm, formStatus } from './form';
import { FORM_RULES, checkForm, codesOf } from './form-rule';

const row = (l: Figure, p: Figure): { l: Figure; p: Figure; j: Figure } => ({
  l,
  p,
  j: l === null || p === null ? null : l + p,
});

/** A form of 400 voters on which everything adds up. */
function sound(): CHasil {
  return {
    voters: { dpt: row(196, 204) },
    came: { dpt: row(140, 150), moved: row(2, 1), ktp: row(3, 4), total: row(145, 155) },
    ballots: { received: 410, used: 300, spoiled: 2, unused: 108 },
    disability: { came: row(1, 2) },
    votes: { options: { 1: 100, 2: 150, 3: 35 }, valid: 285, invalid: 15, total: 300 },
  };
}

/** The form with other figures at some paths. */
function withFigures(changes: Record<string, Figure>, form = sound()): CHasil {
  const copy = structuredClone(form) as unknown as Record<string, unknown>;
  for (const [path, figure] of Object.entries(changes)) {
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    const node = steps.reduce((at, step) => at[step] as Record<string, unknown>, copy);
    node[last] = figure;
  }
  return copy as unknown as CHasil;
}

const codes = (form: CHasil | null, profile: Profile = PROFILES.pilkada, hasPhoto = true): string[] =>
  codesOf(checkForm(form, profile, hasPhoto));

describe('checkForm', () => {
  it('finds nothing on a form that adds up', () => {
    expect(checkForm(sound(), PROFILES.pilkada, true)).toEqual([]);
  });

  it.each<[string, Record<string, Figure>, string[]]>([
    ['a row that is not L + P', { 'came.moved.j': 4 }, ['E101', 'E103']],
    [
      'more of the DPT than there are',
      { 'came.dpt.l': 197, 'came.dpt.j': 347, 'came.total.l': 202, 'came.total.j': 357 },
      ['E102', 'E106'],
    ],
    ['a total that is not the sum', { 'came.ktp.l': 4, 'came.ktp.j': 8 }, ['E103']],
    ['options that do not make the valid votes', { 'votes.options.1': 101 }, ['E104']],
    ['valid and invalid that do not make the total', { 'votes.invalid': 16 }, ['E105']],
    [
      'more votes than people',
      { 'votes.valid': 286, 'votes.options.1': 101, 'votes.total': 301, 'ballots.used': 301, 'ballots.unused': 107 },
      ['E106'],
    ],
    ['ballots that went missing', { 'ballots.unused': 107 }, ['E107']],
    ['ballots used that are no votes', { 'ballots.used': 299, 'ballots.unused': 109 }, ['E108']],
    ['more disabled voters than came', { 'disability.came.l': 146, 'disability.came.j': 148 }, ['E110']],
    [
      'a block that is missing',
      { 'ballots.received': null, 'ballots.used': null, 'ballots.spoiled': null, 'ballots.unused': null },
      ['E112'],
    ],
    ['ballots that are not DPT and reserve', { 'ballots.received': 411, 'ballots.unused': 109 }, ['W205']],
  ])('%s', (_, changes, expected) => {
    expect(codes(withFigures(changes))).toEqual(expected);
  });

  it('names the fields and both sides', () => {
    expect(checkForm(withFigures({ 'votes.options.1': 71 }), PROFILES.pilkada, true)).toEqual([
      {
        code: 'E104',
        fields: ['votes.options.1', 'votes.options.2', 'votes.options.3', 'votes.valid'],
        found: 285,
        against: 256,
      },
    ]);
  });

  it('knows the form of February 2024 with 71, 641 and 511 votes under 185 valid ones of 213 voters', () => {
    const form = withFigures({
      'voters.dpt.l': 100,
      'voters.dpt.p': 113,
      'voters.dpt.j': 213,
      'votes.options.1': 71,
      'votes.options.2': 641,
      'votes.options.3': 511,
      'votes.valid': 185,
    });
    expect(codes(form, publishedProfile(PROFILES.pemilu))).toEqual(
      expect.arrayContaining(['E102', 'E104', 'E105', 'E109', 'E111']),
    );
  });

  it('lets exactly 20 % and 98 % turnout pass, and no voter more or less', () => {
    const turnout = (came: number, dpt: number): string[] => {
      const form = withFigures({ 'came.total.j': came, 'voters.dpt.j': dpt });
      return codes(form).filter((code) => code === 'W204');
    };
    expect([turnout(80, 400), turnout(392, 400)]).toEqual([[], []]);
    expect([turnout(79, 400), turnout(393, 400)]).toEqual([['W204'], ['W204']]);
    expect(turnout(5, 0)).toEqual([]);
  });

  it('asks about one option with every vote from 50 valid ones on, and about many invalid ones from 15 %', () => {
    const all = (valid: number): string[] =>
      codes(
        withFigures({ 'votes.options.1': valid, 'votes.options.2': 0, 'votes.options.3': 0, 'votes.valid': valid }),
      );
    expect(all(50)).toContain('W203');
    expect(all(49)).not.toContain('W203');
    expect(codes(withFigures({ 'votes.invalid': 45 }))).toContain('W202');
    expect(codes(withFigures({ 'votes.invalid': 44 }))).not.toContain('W202');
  });

  it('holds a party’s total against the valid votes, not its own line', () => {
    const parties = withFigures({ 'votes.valid': 290 });
    const form = { ...parties, votes: { ...parties.votes, parties: { 1: 150, 2: 140 } } };
    expect(codes(form)).toEqual(['E105']);
    expect(codes({ ...form, votes: { ...form.votes, parties: { 1: 150, 2: 139 } } })).toEqual(['E104', 'E105']);
  });

  it('applies no rule of which an operand is absent', () => {
    const paths = [...figuresOfForm(sound()).keys()];
    fc.assert(
      fc.property(fc.subarray(paths), fc.integer({ min: 0, max: 9999 }), (absent, figure) => {
        const wrong = withFigures(Object.fromEntries(paths.map((path) => [path, figure])));
        const form = withFigures(Object.fromEntries(absent.map((path) => [path, null])), wrong);
        for (const { code, fields } of checkForm(form, PROFILES.pilkada, true)) {
          if (code === 'W201') continue;
          for (const field of fields) expect(figuresOfForm(form).get(field)).not.toBeNull();
        }
      }),
    );
  });

  it('is silent about every form that adds up within the bounds', () => {
    const part = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(fc.array(part, { minLength: 6, maxLength: 6 }), fc.integer({ min: 0, max: 6 }), (parts, spoiled) => {
        const [l = 0, p = 0, a = 0, b = 0, c = 0, invalid = 0] = parts;
        const valid = a + b + c;
        const total = valid + invalid;
        const [dptL, dptP] = [Math.floor(total / 2), Math.ceil(total / 2)];
        const received = total + reserveOf(total, PROFILES.pilkada);
        const form: CHasil = {
          voters: { dpt: row(dptL, dptP) },
          came: { dpt: row(dptL, dptP), moved: row(0, 0), ktp: row(0, 0), total: row(dptL, dptP) },
          ballots: { received: received + spoiled, used: total, spoiled, unused: received - total },
          disability: { came: row(Math.min(l, dptL), Math.min(p, dptP)) },
          votes: { options: { 1: a, 2: b, 3: c }, valid, invalid, total },
        };
        expect(codes(form).filter((code) => code.startsWith('E'))).toEqual([]);
      }),
    );
  });

  it('gives its codes in the order of the list, whatever is written', () => {
    const figures = fc.dictionary(fc.constantFrom(...figuresOfForm(sound()).keys()), fc.option(fc.nat(9999)));
    fc.assert(
      fc.property(figures, (changes) => {
        const found = codes(withFigures(changes));
        expect(found).toEqual(FORM_RULES.filter((code) => found.includes(code)));
      }),
    );
  });
});

describe('formStatus', () => {
  const nothing = withFigures(Object.fromEntries([...figuresOfForm(sound()).keys()].map((path) => [path, null])));
  const published = publishedProfile(PROFILES.pilkada);

  it('tells empty, partial and complete apart, with and without blocks III and IV', () => {
    expect(formStatus(null, published, false)).toBe('empty');
    expect(formStatus(nothing, published, false)).toBe('empty');
    expect(formStatus(null, published, true)).toBe('partial');
    const open = withFigures({ 'votes.options.1': 0 }, nothing);
    expect(formStatus(open, published, false)).toBe('partial');
    expect(formStatus(withFigures({ 'came.total.j': 0 }, open), published, false)).toBe('complete');
    expect(formStatus(withFigures({ 'came.total.j': 0 }, open), PROFILES.pilkada, false)).toBe('partial');
  });

  it('asks about a complete form without a single vote', () => {
    const zero = withFigures(Object.fromEntries([...figuresOfForm(sound()).keys()].map((path) => [path, 0])));
    expect(codes(zero)).toContain('W201');
    expect(codes({ ...zero, ballots: nothing.ballots })).not.toContain('W201');
  });
});

describe('differencesOf', () => {
  it('names what two readings have otherwise, and nothing of one that is the same', () => {
    expect(differencesOf(sound(), sound())).toEqual([]);
    const other = withFigures({ 'votes.options.2': 105, 'came.ktp.l': null });
    expect(differencesOf(sound(), other)).toEqual(['came.ktp.l', 'votes.options.2']);
    expect(differencesOf(other, sound())).toEqual(['came.ktp.l', 'votes.options.2']);
  });
});
