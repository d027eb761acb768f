import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readPaslon } from '@posko/domain';
import { jatimContests } from './jatim-contests';

const PUBLISHED_DIR = resolve('../shared/data/sirekap-pilkada-2024/paslon');

const nameOf = (region: string): string | undefined => (region.startsWith('35') ? `Kota ${region}` : undefined);

describe('the contests of Jawa Timur', () => {
  it('are a governor and 38 regents and mayors, five of them against the empty box', () => {
    const contests = jatimContests(nameOf);
    expect(contests).toHaveLength(39);
    const ids = contests.flatMap(({ options }) => options.map(({ id }) => id));
    expect(new Set(ids).size).toBe(3 + 86);
    const single = contests.filter(({ options }) => options.some(({ kind }) => kind === 'kolomKosong'));
    expect(single.map(({ id }) => id)).toEqual(['pkwkk-3503', 'pkwkk-3521', 'pkwkk-3525', 'pkwkk-3575', 'pkwkk-3578']);
  });

  it('leave out areas that the register does not have', () => {
    const contests = jatimContests((region) => (region === '3526' ? 'Bangkalan' : undefined));
    expect(contests.map(({ id, name }) => [id, name])).toEqual([['pkwkk-3526', 'Bupati Bangkalan']]);
  });

  const isPublishedHere = existsSync(PUBLISHED_DIR);
  const here = isPublishedHere ? '' : ` (skipped: no ${PUBLISHED_DIR})`;

  (isPublishedHere ? it : it.skip)(`have the options that Sirekap published, but for their names${here}`, () => {
    const published = (['pkwkp', 'pkwkk'] as const).flatMap((code) => {
      return readPaslon(code, JSON.parse(readFileSync(resolve(PUBLISHED_DIR, `${code}.json`), 'utf8')), nameOf)
        .contests;
    });
    const nameless = (contests: typeof published): unknown =>
      contests.map((contest) => ({ ...contest, options: contest.options.map((option) => ({ ...option, name: '' })) }));
    expect(nameless(jatimContests(nameOf))).toEqual(nameless(published));
  });
});
