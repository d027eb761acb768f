import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PROFILES, publishedProfile } from './contest';
import type { CHasil } from './form';
import { formStatus } from './form';
import { checkForm } from './form-rule';
import type { CountedForm, OutlierReason } from './outlier';
import { OUTLIER_FALSE_ALARMS, kecamatanOf, neighboursOf, outliersOf, sameVectors, urgencyOf } from './outlier';
import { readSirekapForm } from './sirekap-form';

const PUBLISHED_DIR = resolve('../shared/data/sirekap-pemilu-2024/tps');

function form(votes: [number, number, number], { invalid = 10, dpt = 400 } = {}): CHasil {
  const valid = votes[0] + votes[1] + votes[2];
  const total = valid + invalid;
  const row = (j: number) => ({ l: Math.floor(j / 2), p: Math.ceil(j / 2), j });
  return {
    voters: { dpt: row(dpt) },
    came: { dpt: row(total), moved: row(0), ktp: row(0), total: row(total) },
    ballots: { received: null, used: null, spoiled: null, unused: null },
    disability: { came: { l: null, p: null, j: null } },
    votes: { options: { 1: votes[0], 2: votes[1], 3: votes[2] }, valid, invalid, total },
  };
}

/** Twelve TPS that vote about alike. */
const AROUND = Array.from({ length: 12 }, (_, n) => form([20 + n, 180 - n, 80 + (n % 3)]));
const USUAL = kecamatanOf(AROUND);
const reasons = (one: CHasil): OutlierReason[] => outliersOf(one, USUAL).map(({ reason }) => reason);

describe('outliersOf', () => {
  it('finds nothing odd about those that make what is usual', () => {
    expect(AROUND.flatMap(reasons)).toEqual([]);
  });

  it('names what is odd against the kecamatan', () => {
    expect(reasons(form([25, 175, 81], { dpt: 1200 }))).toEqual(['turnout']);
    expect(reasons(form([25, 175, 81], { invalid: 90, dpt: 510 }))).toEqual(['invalidShare']);
    expect(reasons(form([2, 280, 2]))).toEqual(['oneSided', 'unlikeKecamatan']);
  });

  it('tells which rows the other way round would be usual', () => {
    const [odd, swapped] = outliersOf(form([25, 81, 175]), USUAL);
    expect(odd?.reason).toBe('unlikeKecamatan');
    expect(swapped).toMatchObject({ reason: 'transposedRows', fields: ['votes.options.2', 'votes.options.3'] });
  });

  it('tells which figure with two digits the other way round would make the sum', () => {
    const right = form([25, 172, 81]);
    const written = { ...right, votes: { ...right.votes, options: { 1: 25, 2: 127, 3: 81 } } };
    expect(outliersOf(written, USUAL)).toContainEqual({
      reason: 'digitSwap',
      fields: ['votes.options.2'],
      found: 127,
      against: 172,
      tps: [],
    });
  });

  it('takes a street for of one mind, not for odd', () => {
    const odd = form([25, 81, 175]);
    const street = [
      { tps: '3578011001007', form: odd },
      { tps: '3578011001010', form: form([30, 85, 160]) },
    ];
    expect(outliersOf(odd, USUAL, neighboursOf('3578011001007', street))).toEqual([]);
    expect(neighboursOf('3578011001001', street)).toHaveLength(0);
    expect(neighboursOf('3578011002007', street)).toHaveLength(0);
  });

  it('says nothing of a kecamatan with too few forms', () => {
    expect(outliersOf(form([25, 81, 175]), kecamatanOf(AROUND.slice(0, 5)))).toEqual([]);
  });

  it('puts likely slips before oddities', () => {
    expect(urgencyOf(outliersOf(form([25, 81, 175]), USUAL))).toBeGreaterThan(
      urgencyOf(outliersOf(form([2, 280, 2]), USUAL)),
    );
  });
});

describe('sameVectors', () => {
  const at = (tps: string, votes: [number, number, number]): CountedForm => ({ tps, form: form(votes) });

  it('finds the same votes within a desa, three options and fifty valid ones at least', () => {
    const forms = [
      at('3578011001001', [20, 30, 40]),
      at('3578011001002', [20, 30, 40]),
      at('3578011002001', [20, 30, 40]),
      at('3578011001003', [0, 30, 40]),
      at('3578011001004', [0, 30, 40]),
      at('3578011001005', [1, 2, 3]),
      at('3578011001006', [1, 2, 3]),
    ];
    expect([...sameVectors(forms)]).toEqual([
      ['3578011001001', ['3578011001002']],
      ['3578011001002', ['3578011001001']],
    ]);
  });
});

const isThere = existsSync(PUBLISHED_DIR);

describe(isThere ? 'published forms' : `published forms (skipped: no ${PUBLISHED_DIR})`, () => {
  // Forms that break no rule are taken for right: whatever is said of them is a false alarm.
  (isThere ? it : it.skip)(
    'of the presidential count: at most one in twenty of the sound ones is looked at twice',
    () => {
      const profile = publishedProfile(PROFILES.pemilu);
      const complete = readdirSync(PUBLISHED_DIR).flatMap((name): CountedForm[] => {
        const json: unknown = JSON.parse(readFileSync(join(PUBLISHED_DIR, name), 'utf8'));
        const { form: read, images } = readSirekapForm(json);
        const isWhole = read !== null && formStatus(read, profile, images.length > 0) === 'complete';
        return isWhole ? [{ tps: name.slice(0, 13), form: read }] : [];
      });
      const groups = Map.groupBy(complete, ({ tps }) => tps.slice(0, 6));
      const told = [...groups.values()].flatMap((group) => {
        const usual = kecamatanOf(group.map((one) => one.form));
        return group
          .filter((one) => checkForm(one.form, profile).length === 0)
          .map((one) => outliersOf(one.form, usual, neighboursOf(one.tps, group)).length > 0);
      });
      const alarms = told.filter(Boolean).length;
      expect({ sound: told.length, alarms }).toEqual(OUTLIER_FALSE_ALARMS);
      expect(alarms / told.length).toBeLessThan(0.05);
    },
  );
});
