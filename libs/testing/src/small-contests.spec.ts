import {
  Contest,
  ContestId,
  PROFILES,
  contestAt,
  contestFault,
  inOrder,
  isOf,
  isPartyContest,
  overlapOf,
  overlaps,
  reserveOf,
} from '@posko/domain';
import { SMALL_CONTESTS, SMALL_PEMILU } from './small-contests';
import { smallTpsCode } from './small-regency';

type Five = [Contest, Contest, Contest, Contest, Contest];
const [PRESIDENT, DPR, DPD, DPRD_1, DPRD_2] = [...SMALL_PEMILU] as Five;
const IN_PACITAN = smallTpsCode(0);
const IN_WONOCOLO = smallTpsCode(39);

describe('areas of contests', () => {
  it('are one region, or all those of a dapil', () => {
    expect([isOf(DPR, IN_PACITAN), isOf(DPR, IN_WONOCOLO), isOf(DPR, '35'), isOf(DPR, '350101')]).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect([isOf(DPRD_1, IN_WONOCOLO), isOf(DPRD_2, IN_WONOCOLO), isOf(PRESIDENT, '11')]).toEqual([false, true, true]);
  });

  it('say which contest of a code a TPS votes in', () => {
    expect(contestAt(SMALL_PEMILU, 'pdprdk', IN_WONOCOLO)).toBe(DPRD_2);
    expect(contestAt(SMALL_PEMILU, 'pdprdk', IN_PACITAN)).toBeUndefined();
    expect(contestAt(SMALL_CONTESTS, 'pkwkk', IN_PACITAN)?.id).toBe('pkwkk-3501');
  });

  it('touch a scope above them and below', () => {
    const ids = (scope: string): string[] => SMALL_PEMILU.filter((each) => overlaps(each, scope)).map(({ id }) => id);
    expect(ids('35')).toHaveLength(5);
    expect(ids('3578')).toHaveLength(5);
    expect(ids('357802')).toEqual(['ppwp-0', 'pdpr-3501', 'pdpd-35', 'pdprdk-357802']);
    expect(ids('3502')).toEqual(['ppwp-0', 'pdpd-35']);
  });

  it('never overlap within one code', () => {
    expect(overlapOf([...SMALL_PEMILU, ...SMALL_CONTESTS])).toBeNull();
    const city = Contest.parse({ ...DPRD_1, id: 'pdprdk-3578', regions: ['3578'] });
    expect(overlapOf([...SMALL_PEMILU, city])?.map(({ id }) => id)).toEqual(['pdprdk-357801', 'pdprdk-3578']);
  });

  it('stand in the order of the ballots', () => {
    const mixed = [DPRD_2, DPD, ...SMALL_CONTESTS.toReversed(), DPRD_1, DPR, PRESIDENT];
    expect(inOrder(mixed)).toEqual([...SMALL_CONTESTS, ...SMALL_PEMILU]);
  });

  it.each(['pkwkp-35', 'pkwkk-3578', 'ppwp-0', 'pdprdk-357801'])('have ids such as %s', (id) => {
    expect(ContestId.safeParse(id).success).toBe(true);
  });

  it.each(['pkwkp', 'pkwkp-', 'pkwkp-035', 'gubernur-35', 'pkwkp-35 '])('have no ids such as "%s"', (id) => {
    expect(ContestId.safeParse(id).success).toBe(false);
  });
});

describe('contestFault', () => {
  it('finds none in contests as they are', () => {
    expect([...SMALL_CONTESTS, ...SMALL_PEMILU].map(contestFault)).toEqual(Array(8).fill(null));
    expect(SMALL_PEMILU.filter(isPartyContest).map(({ code }) => code)).toEqual(['pdpr', 'pdprdk', 'pdprdk']);
  });

  const emptyBox = {
    id: '9',
    kind: 'kolomKosong',
    number: 9,
    name: 'Kolom Kosong',
    colour: null,
    party: null,
  } as const;
  it.each<[string, Contest]>([
    ['two options have one id', { ...PRESIDENT, options: [...PRESIDENT.options, ...PRESIDENT.options.slice(0, 1)] }],
    ['is in its area twice', Contest.parse({ ...DPR, regions: ['3501', '350101'] })],
    ['stands before its party', { ...DPR, options: DPR.options.toReversed() }],
    ['neither a party nor a candidate', { ...DPR, options: PRESIDENT.options }],
    ['is no option of ppwp', { ...PRESIDENT, options: DPR.options }],
    ['is no option of pdpd', { ...DPD, options: PRESIDENT.options }],
    ['the empty box stands beside', { ...PRESIDENT, options: [...PRESIDENT.options, emptyBox] }],
  ])('says that %s', (reason, contest) => {
    expect(contestFault(contest)).toContain(reason);
  });
});

describe('reserveOf', () => {
  it.each([
    [0, 0],
    [1, 1],
    [40, 1],
    [41, 2],
    [600, 15],
    [300, 8],
  ])('of %d voters is %d', (voters, reserve) => {
    expect(reserveOf(voters, PROFILES.pilkada)).toBe(reserve);
  });
});
