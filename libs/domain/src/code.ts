import * as z from 'zod';

/** Region levels of the official tree; `nasional` stands above the provinces when a register holds more than one. */
export const REGION_LEVELS = ['nasional', 'provinsi', 'kabupaten', 'kecamatan', 'desa'] as const;
export const RegionLevel = z.enum(REGION_LEVELS);
export type RegionLevel = z.infer<typeof RegionLevel>;

/** Code of the root when a register spans several provinces, as in Sirekap's `0.json`. */
export const NATIONAL_CODE = '0';

/** Kemendagri code without dots: provinsi 2, kabupaten 4, kecamatan 6, desa 10 digits; `0` is the nation. */
export const RegionCode = z
  .string()
  .regex(/^(0|[1-9]\d(\d{2}){0,2}|[1-9]\d{9})$/)
  .brand<'RegionCode'>();
export type RegionCode = z.infer<typeof RegionCode>;

/** TPS code: the desa's 10 digits and a 3-digit number from 001. */
export const TpsCode = z
  .string()
  .regex(/^[1-9]\d{9}(?!000)\d{3}$/)
  .brand<'TpsCode'>();
export type TpsCode = z.infer<typeof TpsCode>;

const LEVEL_BY_LENGTH: Readonly<Record<number, RegionLevel>> = {
  1: 'nasional',
  2: 'provinsi',
  4: 'kabupaten',
  6: 'kecamatan',
  10: 'desa',
};

/** Level of a region code, by its length. Throws on a length that no level has. */
export function levelOf(code: string): RegionLevel {
  const level = LEVEL_BY_LENGTH[code.length];
  if (level === undefined) throw new RangeError(`No region level has codes of ${code.length} digits`);
  return level;
}

const PARENT_LENGTH: Readonly<Record<RegionLevel, number>> = {
  nasional: 0,
  provinsi: 0,
  kabupaten: 2,
  kecamatan: 4,
  desa: 6,
};

/** Code of the region one tier up; `null` at a provinsi (the national root is no official code). */
export function parentCodeOf(code: string): string | null {
  const length = PARENT_LENGTH[levelOf(code)];
  return length === 0 ? null : code.slice(0, length);
}

const TPS_CODE_LENGTH = 13;

/** True where a journal entry's subject is a TPS; the other subjects are regions, whose codes are shorter, or empty. */
export function isTpsSubject(subject: string): boolean {
  return subject.length === TPS_CODE_LENGTH;
}

/** The desa a TPS lies in. */
export function desaCodeOf(tpsCode: string): string {
  return tpsCode.slice(0, 10);
}

/** The TPS's number within its desa, from 1. */
export function tpsNumberOf(tpsCode: string): number {
  return Number(tpsCode.slice(10));
}

/** Builds the 13-digit code from a desa and a number (1 … 999). */
export function tpsCodeFrom(desaCode: string, number: number): string {
  return desaCode + String(number).padStart(3, '0');
}
