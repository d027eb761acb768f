import { Contest, contestName } from '@posko/domain';
import type { ContestOption } from '@posko/domain';

const PROVINCE = '35';
const FIRST_GOVERNOR = 1_000_032;
/** Names as published, in short (domain.md section 2). */
const GOVERNORS = [
  'Luluk Nur Hamidah - Lukmanul Khakim',
  'Khofifah Indar Parawansa - Emil Elestianto Dardak',
  'Tri Rismaharini - Zahrul Azhar Asumta',
];
const COLOURS = ['#B67352', '#8CB9BD', '#C7B7A3', '#F4CBCC'];

/** Sirekap numbers the candidates of 2024 through, regency after regency. */
const FIRST_REGENT = 1_000_723;
const REGENCIES = range(3501, 3529).concat(range(3571, 3579));
/** Options of a regency, where they are not two. */
const MORE_OPTIONS: ReadonlyMap<number, number> = new Map([
  [3504, 4],
  [3518, 3],
  [3520, 3],
  [3528, 3],
  [3573, 3],
  [3574, 4],
  [3577, 3],
  [3579, 3],
]);
/** A single pair stood in these; number of the empty box on the ballot. */
const EMPTY_BOX: ReadonlyMap<number, number> = new Map([
  [3503, 1],
  [3521, 2],
  [3525, 2],
  [3575, 2],
  [3578, 2],
]);

/**
 * The 39 contests of Jawa Timur on 27 November 2024: options with Sirekap's ids, numbers and colours. Regents and mayors have
 * no names here, those are published data: `posko import paslon` brings them.
 * @param nameOf name of a region, undefined where the register does not have it; its contest is left out then
 */
export function jatimContests(nameOf: (region: string) => string | undefined): Contest[] {
  const governors = GOVERNORS.map((name, index) => {
    return option({ id: FIRST_GOVERNOR + index, number: index + 1, name });
  });
  const contests = [contestOf('pkwkp', PROVINCE, { nameOf, options: governors })];
  let firstId = FIRST_REGENT;
  for (const regency of REGENCIES) {
    const options = optionsOf(regency, firstId);
    contests.push(contestOf('pkwkk', String(regency), { nameOf, options }));
    firstId += options.length;
  }
  return contests.flatMap((contest) => contest ?? []);
}

function optionsOf(regency: number, firstId: number): ContestOption[] {
  const emptyBox = EMPTY_BOX.get(regency);
  if (emptyBox === undefined) {
    const count = MORE_OPTIONS.get(regency) ?? 2;
    return range(1, count).map((number) => {
      return option({ id: firstId + number - 1, number, name: `Pasangan ${number}` });
    });
  }
  // The empty box has the later id, whatever its number.
  const number = 3 - emptyBox;
  const options = [
    option({ id: firstId, number, name: `Pasangan ${number}` }),
    { ...option({ id: firstId + 1, number: emptyBox, name: 'Kolom Kosong' }), kind: 'kolomKosong' as const },
  ];
  return options.sort((a, b) => a.number - b.number);
}

function option({ id, number, name }: { id: number; number: number; name: string }): ContestOption {
  return { id: String(id), kind: 'paslon', number, name, colour: COLOURS[number - 1] ?? null, party: null };
}

function contestOf(
  code: 'pkwkp' | 'pkwkk',
  region: string,
  { nameOf, options }: { nameOf: (region: string) => string | undefined; options: readonly ContestOption[] },
): Contest | null {
  const name = nameOf(region);
  if (name === undefined) return null;
  const shown = { name: contestName(code, region, name), options };
  return Contest.parse({ id: `${code}-${region}`, code, regions: [region], profile: 'pilkada', ...shown });
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
