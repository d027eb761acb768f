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

/** Two parties of two candidates each: lists of a dapil, ids as Sirekap's. */
const LISTS: ContestOption[] = [1, 2].flatMap((party): ContestOption[] => [
  { id: String(party), kind: 'party', number: party, name: `Partai ${party}`, colour: null, party: null },
  ...[1, 2].map((number): ContestOption => {
    const id = String(1000 * party + number);
    return { id, kind: 'person', number, name: `Calon ${party}.${number}`, colour: null, party: String(party) };
  }),
]);

const SENATORS: ContestOption[] = [1, 2, 3].map((number) => {
  return { id: String(700 + number), kind: 'person', number, name: `Calon ${number}`, colour: null, party: null };
});

/**
 * A Pemilu in the small register: the president, the DPR in one dapil of both regencies, the DPD, and the DPRD of Surabaya in
 * a dapil of each kecamatan.
 */
export const SMALL_PEMILU: readonly Contest[] = [
  { id: 'ppwp-0', code: 'ppwp', name: 'Presiden dan Wakil Presiden', regions: ['0'], options: pairs(100_025, 3) },
  { id: 'pdpr-3501', code: 'pdpr', name: 'DPR Jawa Timur I', regions: ['3501', '3578'], options: LISTS },
  { id: 'pdpd-35', code: 'pdpd', name: 'DPD Jawa Timur', regions: ['35'], options: SENATORS },
  { id: 'pdprdk-357801', code: 'pdprdk', name: 'DPRD Surabaya 1', regions: ['357801'], options: LISTS },
  { id: 'pdprdk-357802', code: 'pdprdk', name: 'DPRD Surabaya 2', regions: ['357802'], options: LISTS },
].map((contest) => Contest.parse({ ...contest, profile: 'pemilu' }));
