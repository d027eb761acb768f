import { Contest } from '@posko/domain';
import type { ContestOption } from '@posko/domain';

/** Ids as Sirekap's, numbers from 1. */
function pairs(firstId: number, count: number): ContestOption[] {
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    return {
      id: String(firstId + index),
      kind: 'paslon',
      number,
      name: `Pasangan ${number}`,
      colour: null,
      party: null,
    };
  });
}

/** The contests of the small register: a governor of three pairs, a regent of two, a mayor against the empty box. */
export const SMALL_CONTESTS: readonly Contest[] = [
  {
    id: 'pkwkp-35',
    code: 'pkwkp',
    name: 'Gubernur Jawa Timur',
    regions: ['35'],
    profile: 'pilkada',
    options: pairs(1_000_032, 3),
  },
  {
    id: 'pkwkk-3501',
    code: 'pkwkk',
    name: 'Bupati Pacitan',
    regions: ['3501'],
    profile: 'pilkada',
    options: pairs(1_000_723, 2),
  },
  {
    id: 'pkwkk-3578',
    code: 'pkwkk',
    name: 'Wali Kota Surabaya',
    regions: ['3578'],
    profile: 'pilkada',
    options: [
      ...pairs(1_000_804, 1),
      { id: '1000805', kind: 'kolomKosong', number: 2, name: 'Kolom Kosong', colour: null, party: null },
    ],
  },
].map((contest) => Contest.parse(contest));
