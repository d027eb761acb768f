import type { PublishedContest } from '@posko/contracts';

const NATION = '0';
export const TPS_DIGITS = 13;
const DESA_DIGITS = 10;
const CODE_DIGITS: readonly number[] = [1, 2, 4, 6, DESA_DIGITS, TPS_DIGITS];

/** True where a region or TPS could have that code. */
export function isPlaceCode(code: string): boolean {
  return /^\d+$/.test(code) && CODE_DIGITS.includes(code.length);
}

/** The desa that a TPS lies in, or the code itself. */
export function desaOf(code: string): string {
  return code.slice(0, DESA_DIGITS);
}

/** True where the region or TPS lies in the region, or is it: codes say so themselves. */
export function isWithin(code: string, region: string): boolean {
  return region === NATION || code.startsWith(region);
}

/** True where the contest has TPS in the region, or at the TPS. */
export function isHeldIn({ regions }: Pick<PublishedContest, 'regions'>, code: string): boolean {
  return regions.some((region) => isWithin(code, region) || isWithin(region, code));
}

/** True where the contest has a page for the region or TPS. */
export function hasPage(contest: Pick<PublishedContest, 'regions' | 'top'>, code: string): boolean {
  return isWithin(code, contest.top) && isHeldIn(contest, code);
}

/** The address of a page within the portal, for `routerLink`. */
export function linkTo(contest: string, code: string): string[] {
  return ['/', contest, code];
}

/** Number of a TPS within its desa. */
export function numberOf(tps: string): number {
  return Number(tps.slice(-3));
}

/** The contest in which a place is shown: the one that was looked at if it is held there, else the first that is. */
export function contestFor(
  contests: readonly PublishedContest[],
  code: string,
  current: string | null,
): PublishedContest | null {
  const here = contests.filter((contest) => hasPage(contest, code));
  return here.find(({ id }) => id === current) ?? here[0] ?? null;
}
