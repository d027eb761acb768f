import type { RegionLevel } from '@posko/domain';

const LEVELS: Readonly<Record<number, RegionLevel>> = {
  1: 'nasional',
  2: 'provinsi',
  4: 'kabupaten',
  6: 'kecamatan',
  10: 'desa',
};

/** Level of a region by the length of its code; what is no code counts as a desa. */
export function levelOfCode(code: string): RegionLevel {
  return LEVELS[code.length] ?? 'desa';
}
