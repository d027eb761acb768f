import { differencesOf } from '@posko/domain';
import { SMALL_CONTESTS, smallTree } from '@posko/testing';
import { formPlan, kabupatenIn, spreadOver, votesFromCsv } from './form-plan';

const [GOVERNOR] = SMALL_CONTESTS;
const IDS = ['1000032', '1000033', '1000034'];

function contest(): (typeof SMALL_CONTESTS)[number] {
  if (GOVERNOR === undefined) throw new Error('There is no contest');
  return GOVERNOR;
}

describe('formPlan', () => {
  const tree = smallTree();
  const votes = spreadOver(tree, contest(), [2000, 5001, 3000]);
  const plan = (seed: number) => [...formPlan(tree, { seed, contest: contest(), dptByKecamatan: new Map(), votes })];

  it('brings every TPS once, and their votes are those of the province', () => {
    const forms = plan(1);
    expect(new Set(forms.map(({ code }) => code)).size).toBe(40);
    const sums = IDS.map((id) => forms.reduce((sum, { paper }) => sum + (paper.votes.options[id] ?? 0), 0));
    expect(sums).toEqual([2000, 5001, 3000]);
  });

  it('never has two people slip alike: what both read is what stands there', () => {
    const all = Array.from({ length: 40 }, (_, seed) => plan(seed)).flat();
    const agreed = all.filter(({ readings: [a, b] }) => differencesOf(a, b).length === 0);
    expect(agreed.every(({ paper, readings: [a] }) => differencesOf(a, paper).length === 0)).toBe(true);
    const slips = 1 - agreed.length / all.length;
    expect(slips).toBeGreaterThan(0.15);
    expect(slips).toBeLessThan(0.3);
  });

  it('knows the kabupaten of a contest’s area', () => {
    const codes = SMALL_CONTESTS.map((one) => kabupatenIn(tree, one).map((index) => tree.codeOf(index)));
    expect(codes).toEqual([['3501', '3578'], ['3501'], ['3578']]);
  });
});

describe('votesFromCsv', () => {
  it('reads a table of regencies, whatever else is in it', () => {
    const text = 'kode,nama,p1_satu,p2_dua,p3_tiga,lon\n3501,PACITAN,1,2,3,111.1\n';
    expect([...votesFromCsv(text, contest())]).toEqual([['3501', new Map(IDS.map((id, index) => [id, index + 1]))]]);
  });

  it.each(['kode,p1,p2\n3501,1,2', 'p1,p2,p3\n1,2,3', 'kode,p1,p2,p3\n3501,1,x,3'])('refuses %j', (text) => {
    expect(() => votesFromCsv(text, contest())).toThrow();
  });
});
