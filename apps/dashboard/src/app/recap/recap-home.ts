import type { Contest } from '@posko/domain';
import { isOf } from '@posko/domain';

/** A desa has no plenary: its kecamatan has. */
const KECAMATAN_DIGITS = 6;

/** The plenary where a person begins to look: their own region's where the contest is larger, else that of its first region. */
export function plenaryOf(contest: Pick<Contest, 'regions'>, scope: string): string {
  const home = isOf(contest, scope) ? scope : (contest.regions[0] ?? scope);
  return home.slice(0, KECAMATAN_DIGITS);
}
