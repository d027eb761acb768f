import * as z from 'zod';
import { RegionCode } from './code';
import { covers } from './person';

/** Contest codes as in Sirekap (domain.md section 1): governor, regent or mayor, president, DPR, DPD, DPRD provinsi and kab/kota. */
export const CONTEST_CODES = ['pkwkp', 'pkwkk', 'ppwp', 'pdpr', 'pdpd', 'pdprdp', 'pdprdk'] as const;
export const ContestCode = z.enum(CONTEST_CODES);
export type ContestCode = z.infer<typeof ContestCode>;

/** Contests whose options are parties with their candidates. */
const PARTY_CODES: readonly ContestCode[] = ['pdpr', 'pdprdp', 'pdprdk'];

/** Code and area: `pkwkp-35`, `pkwkk-3578`; for an area that is no region (dapil), the number that KPU gave it. */
export const ContestId = z
  .string()
  .regex(new RegExp(`^(${CONTEST_CODES.join('|')})-(0|[1-9]\\d{1,9})$`))
  .brand<'ContestId'>();
export type ContestId = z.infer<typeof ContestId>;

export const OptionId = z.string().regex(/^\d{1,12}$/);

/**
 * What a voter may mark. `person` is a candidate of the party named in `party`, or of the DPD without one. `kolomKosong` is the
 * empty box beside a single pair.
 */
export const ContestOption = z.object({
  id: OptionId.describe("Sirekap's id"),
  kind: z.enum(['paslon', 'kolomKosong', 'party', 'person']),
  number: z.int().min(0).describe('as on the ballot; the empty box has one too'),
  name: z.string().min(1),
  colour: z
    .string()
    .regex(/^#[0-9A-Fa-f]{6}$/)
    .nullable(),
  party: OptionId.nullable(),
});
export type ContestOption = z.infer<typeof ContestOption>;

export const PROFILE_NAMES = ['pilkada', 'pemilu'] as const;
export const ProfileName = z.enum(PROFILE_NAMES);
export type ProfileName = z.infer<typeof ProfileName>;

export const Contest = z.object({
  id: ContestId,
  code: ContestCode,
  name: z.string().min(1),
  /** Its area: one region, or those that make up a dapil. */
  regions: z.array(RegionCode).min(1),
  profile: ProfileName,
  /** In the order of the ballot, a party before its candidates. */
  options: z.array(ContestOption).min(1),
});
export type Contest = z.infer<typeof Contest>;

/** How the forms of an election look and what they are measured by (domain.md sections 3 and 6). */
export interface Profile {
  readonly name: ProfileName;
  /** Voters that a TPS may have at most. */
  readonly ceiling: number;
  /** Spare ballots per thousand voters of the DPT. */
  readonly reservePerMille: number;
  /** Blocks of the form that are there. */
  readonly hasBallots: boolean;
  readonly hasDisability: boolean;
  /** W202: percent of the total votes from which invalid ones ask for an explanation. */
  readonly invalidPercent: number;
  /** W204: percent of the DPT; exactly these pass. */
  readonly turnoutPercent: { readonly least: number; readonly most: number };
}

const SAME = {
  reservePerMille: 25,
  hasBallots: true,
  hasDisability: true,
  invalidPercent: 15,
  turnoutPercent: { least: 20, most: 98 },
} as const;

/** Voters per TPS: 600 at a Pilkada, 300 at a Pemilu. */
export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  pilkada: { ...SAME, name: 'pilkada', ceiling: 600 },
  pemilu: { ...SAME, name: 'pemilu', ceiling: 300 },
};

/** What Sirekap publishes of a form: blocks III and IV are not in it. */
export function publishedProfile(profile: Profile): Profile {
  return { ...profile, hasBallots: false, hasDisability: false };
}

/** True where the form lists parties with their candidates. */
export function isPartyContest({ code }: Pick<Contest, 'code'>): boolean {
  return PARTY_CODES.includes(code);
}

/** True where the TPS or region lies in the contest's area. */
export function isOf(contest: Pick<Contest, 'regions'>, code: string): boolean {
  return contest.regions.some((region) => covers(region, code));
}

/** Spare ballots for `voters`, in whole ballots: ceil(25 n / 1000) as integers. */
export function reserveOf(voters: number, { reservePerMille }: Pick<Profile, 'reservePerMille'>): number {
  return Math.ceil((voters * reservePerMille) / 1000);
}

/** True where the contest and the region have TPS in common. */
export function overlaps({ regions }: Pick<Contest, 'regions'>, code: string): boolean {
  return regions.some((region) => covers(region, code) || covers(code, region));
}

/** The contest of a code at a TPS or region, which lies in one of them at most. */
export function contestAt(contests: readonly Contest[], code: string, place: string): Contest | undefined {
  return contests.find((contest) => contest.code === code && isOf(contest, place));
}

/** Two contests of one code with a TPS in common, which cannot be; null where there are none. */
export function overlapOf(contests: readonly Contest[]): readonly [Contest, Contest] | null {
  for (const [index, one] of contests.entries()) {
    const other = contests.slice(0, index).find(({ code, regions }) => {
      return code === one.code && regions.some((region) => overlaps(one, region));
    });
    if (other !== undefined) return [other, one];
  }
  return null;
}

/** In the order of the ballots, those of one kind by their areas. */
export function inOrder(contests: readonly Contest[]): Contest[] {
  const rank = ({ code }: Contest): number => CONTEST_CODES.indexOf(code);
  return [...contests].sort((a, b) => rank(a) - rank(b) || areaNumber(a.id) - areaNumber(b.id));
}

function areaNumber(id: string): number {
  return Number(id.slice(id.indexOf('-') + 1));
}
