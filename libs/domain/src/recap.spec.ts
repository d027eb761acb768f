import fc from 'fast-check';
import { RegionCode } from './code';
import { ContestId } from './contest';
import type { DHasil, Recap, RecapAct, RecapFigures } from './recap';
import { canAct, emptyRecap, withAct } from './recap';
import { compareRecap, faultsOf, strainsOf, sumOfFigures } from './recap-check';

const BY = { id: '0b0f9a54-1c52-4c86-9a3f-5d6d9f7f3c01', name: 'ketua.ppk' };
const OTHER = '0b0f9a54-1c52-4c86-9a3f-5d6d9f7f3c02';
const AT = Date.parse('2024-11-29T14:00:00+07:00');

function figures(a: number, b: number, invalid = 0): RecapFigures {
  return { options: { 1: a, 2: b }, valid: a + b, invalid, total: a + b + invalid };
}

function dHasil(parts: Record<string, RecapFigures>): DHasil {
  return {
    figures: sumOfFigures(Object.values(parts)),
    parts,
    tps: Object.keys(parts).length,
    document: 'D.Hasil-KEC-KWK 12',
    plenaryAt: '2024-11-29T13:00:00+07:00',
  };
}

const FORM = dHasil({ 3578011001001: figures(100, 120, 5), 3578011001002: figures(80, 90, 3) });

function after(...acts: RecapAct[]): Recap {
  const empty = emptyRecap(ContestId.parse('pkwkp-35'), RegionCode.parse('357801'));
  return acts.reduce((recap, act, index) => {
    expect(canAct(recap, act)).toBe(true);
    return withAct(recap, act, { by: BY, at: AT + index, id: OTHER });
  }, empty);
}

describe('a recapitulation', () => {
  it('is adopted by its plenary, and keeps the form that a correction replaced', () => {
    const corrected = dHasil({ 3578011001001: figures(108, 120, 5), 3578011001002: figures(80, 90, 3) });
    const recap = after(
      { type: 'open' },
      { type: 'adopt', dHasil: FORM },
      { type: 'correct', dHasil: corrected, reason: 'Salah salin' },
    );
    expect(recap).toMatchObject({ status: 'corrected', version: 3, dHasil: corrected });
    expect(recap.corrections).toEqual([
      { before: FORM, reason: 'Salah salin', by: BY, at: new Date(AT + 2).toISOString() },
    ]);
  });

  it('records objections until they are answered, once', () => {
    const recap = after({ type: 'open' }, { type: 'object', option: '2', text: 'Angka TPS 1 berbeda' });
    const answer: RecapAct = { type: 'answer', objection: OTHER, text: 'Dibuka kotaknya, sesuai C.Hasil' };
    expect(canAct(recap, answer)).toBe(true);
    const answered = withAct(recap, answer, { by: BY, at: AT, id: OTHER });
    expect(answered.objections[0]).toMatchObject({ answer: { text: 'Dibuka kotaknya, sesuai C.Hasil' } });
    expect(canAct(answered, answer)).toBe(false);
  });

  it('is not corrected before it is adopted, nor adopted twice', () => {
    expect(canAct(after(), { type: 'correct', dHasil: FORM, reason: 'x' })).toBe(false);
    expect(canAct(after({ type: 'adopt', dHasil: FORM }), { type: 'adopt', dHasil: FORM })).toBe(false);
    expect(canAct(after(), { type: 'object', option: null, text: 'x' })).toBe(false);
  });
});

describe('compareRecap', () => {
  it('names the TPS and the option, and the sum that is off by it', () => {
    const below = { 3578011001001: figures(100, 120, 5), 3578011001002: figures(90, 80, 3) };
    expect(compareRecap(FORM, below)).toEqual([
      { part: null, line: '1', here: 180, below: 190 },
      { part: null, line: '2', here: 210, below: 200 },
      { part: '3578011001002', line: '1', here: 80, below: 90 },
      { part: '3578011001002', line: '2', here: 90, below: 80 },
    ]);
  });

  it('finds nothing where every line is the same, whatever the figures', () => {
    const votes = fc.integer({ min: 0, max: 600 });
    const part = fc.tuple(votes, votes, votes).map(([a, b, invalid]) => figures(a, b, invalid));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 9 }), (list) => {
        const parts = Object.fromEntries(list.map((one, n) => [`357801100100${n + 1}`, one]));
        expect(compareRecap(dHasil(parts), parts)).toEqual([]);
        expect(faultsOf(dHasil(parts))).toEqual([]);
      }),
    );
  });

  it('knows a form that does not add up in itself', () => {
    expect(faultsOf({ ...FORM, figures: { ...FORM.figures, valid: 391 } })).toEqual(['options', 'total', 'parts']);
    expect(faultsOf({ ...FORM, parts: {} })).toEqual([]);
  });
});

describe('strainsOf', () => {
  // Surabaya, 2024: 3,884 counted TPS and 80 missing ones of 565 voters each.
  const region = (needs: Record<string, number>, counted = 3884): Parameters<typeof strainsOf>[0] => {
    const perTps: Record<string, [mean: number, deviation: number]> = { 1: [18, 9], 2: [110, 40], 3: [190, 55] };
    const spreads = Object.entries(perTps).map(([line, [mean, deviation]]) => ({
      line,
      sum: counted * mean,
      squares: counted * (mean * mean + deviation * deviation),
    }));
    const options = Object.fromEntries(spreads.map(({ line, sum }) => [line, sum + (needs[line] ?? 0)]));
    const valid = Object.values(options).reduce((a, b) => a + b, 0);
    return {
      figures: { options, valid, invalid: 0, total: valid },
      counted,
      missing: 80,
      capacity: 80 * 580,
      spreads,
    };
  };

  it('tells of the missing TPS of Surabaya: far too many for one pair, far too few for the other', () => {
    const strains = strainsOf(region({ 1: 1440, 2: 3633, 3: 29_862 }));
    expect(strains.map(({ kind, line, needed }) => ({ kind, line, needed }))).toEqual([
      { kind: 'unlike', line: '2', needed: 3633 },
      { kind: 'unlike', line: '3', needed: 29_862 },
    ]);
    expect(strains[1]?.neededPerTps).toBeCloseTo(373.3, 1);
    expect(strains[1]?.countedPerTps).toBe(190);
  });

  it('is silent where the missing TPS would vote as the counted ones did', () => {
    expect(strainsOf(region({ 1: 1448, 2: 3633 + 5200, 3: 29_862 - 14_500 }))).toEqual([]);
  });

  it('knows what cannot be at all', () => {
    expect(strainsOf(region({ 1: -1, 2: 80 * 580 + 1, 3: 15_200 })).map(({ kind }) => kind)).toEqual([
      'negative',
      'overCapacity',
    ]);
  });

  it('says nothing of chance where few are counted', () => {
    expect(strainsOf(region({ 1: 1440, 2: 3633, 3: 29_862 }, 29))).toEqual([]);
  });
});
