import type { CHasil, Contest } from '@posko/domain';
import { Contest as ContestSchema } from '@posko/domain';
import { formOf } from '../form-figures';
import type { FormTexts } from '../form-figures';

/** Governor, three pairs, over the corner of Surabaya that specs have. */
export const GOVERNOR: Contest = ContestSchema.parse({
  id: 'pkwkp-35',
  code: 'pkwkp',
  name: 'Gubernur Jawa Timur',
  regions: ['35'],
  profile: 'pilkada',
  options: [
    { id: '1000032', kind: 'paslon', number: 1, name: 'Luluk - Lukmanul', colour: '#B67352', party: null },
    { id: '1000033', kind: 'paslon', number: 2, name: 'Khofifah - Emil', colour: '#8CB9BD', party: null },
    { id: '1000034', kind: 'paslon', number: 3, name: 'Risma - Zahrul', colour: '#C7B7A3', party: null },
  ],
});

/** Mayor of Surabaya, one pair against the empty column. */
export const MAYOR: Contest = ContestSchema.parse({
  id: 'pkwkk-3578',
  code: 'pkwkk',
  name: 'Wali Kota Surabaya',
  regions: ['3578'],
  profile: 'pilkada',
  options: [
    { id: '2000001', kind: 'paslon', number: 1, name: 'Eri - Armuji', colour: '#336699', party: null },
    { id: '2000002', kind: 'kolomKosong', number: 0, name: 'Kolom kosong', colour: null, party: null },
  ],
});

/** Two parties with their candidates, at a Pemilu. */
export const PARLIAMENT: Contest = ContestSchema.parse({
  id: 'pdpr-3501',
  code: 'pdpr',
  name: 'DPR Jawa Timur I',
  regions: ['3578'],
  profile: 'pemilu',
  options: [
    { id: '1', kind: 'party', number: 1, name: 'Partai Satu', colour: '#aa0000', party: null },
    { id: '101', kind: 'person', number: 1, name: 'Ani', colour: null, party: '1' },
    { id: '102', kind: 'person', number: 2, name: 'Budi', colour: null, party: '1' },
    { id: '2', kind: 'party', number: 2, name: 'Partai Dua', colour: '#00aa00', party: null },
    { id: '201', kind: 'person', number: 1, name: 'Citra', colour: null, party: '2' },
  ],
});

/** What stands on a form without a slip: 300 on the list, 210 came, 205 votes count. */
export const CLEAN: FormTexts = {
  ...{ 'voters.dpt.l': '145', 'voters.dpt.p': '155', 'voters.dpt.j': '300' },
  ...{ 'came.dpt.l': '100', 'came.dpt.p': '106', 'came.dpt.j': '206' },
  ...{ 'came.moved.l': '1', 'came.moved.p': '1', 'came.moved.j': '2' },
  ...{ 'came.ktp.l': '1', 'came.ktp.p': '1', 'came.ktp.j': '2' },
  ...{ 'came.total.l': '102', 'came.total.p': '108', 'came.total.j': '210' },
  ...{ 'ballots.received': '308', 'ballots.used': '210', 'ballots.spoiled': '1', 'ballots.unused': '97' },
  ...{ 'disability.came.l': '1', 'disability.came.p': '0', 'disability.came.j': '1' },
  ...{ 'votes.options.1000032': '20', 'votes.options.1000033': '115', 'votes.options.1000034': '70' },
  ...{ 'votes.valid': '205', 'votes.invalid': '5', 'votes.total': '210' },
};

/** A governor's form, clean but for what is changed. */
export function governorForm(changes: FormTexts = {}): CHasil {
  return formOf(GOVERNOR, { ...CLEAN, ...changes });
}
