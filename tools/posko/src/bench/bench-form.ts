import { Contest } from '@posko/domain';
import type { CHasil } from '@posko/domain';

/** Three pairs, as the governor's contest of Jawa Timur has. */
export const BENCH_CONTEST = Contest.parse({
  id: 'pkwkp-35',
  code: 'pkwkp',
  name: 'Gubernur',
  regions: ['35'],
  profile: 'pilkada',
  options: [1, 2, 3].map((number) => ({
    ...{
      id: String(1_000_031 + number),
      kind: 'paslon',
      number,
      name: `Pasangan ${number}`,
      colour: null,
      party: null,
    },
  })),
});

/** The same pairs, for the whole nation. */
export const NATION_CONTEST = Contest.parse({
  ...BENCH_CONTEST,
  id: 'ppwp-0',
  code: 'ppwp',
  profile: 'pemilu',
  regions: ['0'],
});

/** A form that adds up, another one for every number. */
export function benchForm(number: number): CHasil {
  const row = (l: number, p: number): { l: number; p: number; j: number } => ({ l, p, j: l + p });
  const first = number % 90;
  return {
    voters: { dpt: row(250, 262) },
    came: { dpt: row(170, 181), moved: row(1, 2), ktp: row(3, 3), total: row(174, 186) },
    ballots: { received: 525, used: 360, spoiled: 1, unused: 164 },
    disability: { came: row(1, 0) },
    votes: {
      options: { 1_000_032: first, 1_000_033: 200 - first, 1_000_034: 140 },
      valid: 340,
      invalid: 20,
      total: 360,
    },
  };
}
