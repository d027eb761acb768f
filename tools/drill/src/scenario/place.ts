import { RandomStream } from './stream';

/** What the TPS of one kecamatan have in common on the day. Minutes are minutes of the clock. */
export interface Place {
  /** 0 a city, 1 the far village: slower phones, smaller lists. */
  readonly rurality: number;
  /** How far this regency runs behind (or, negative, before) the others. */
  readonly offsetMinutes: number;
  readonly isRainy: boolean;
  /** Share of the list that comes to vote, mean of the place. */
  readonly turnout: number;
  /** Voters on the list of one TPS, mean of the place. */
  readonly dpt: number;
}

/** Mean list of a TPS in Jawa Timur 2024: 31,280,418 voters over 60,751 TPS. Used where the register gives none. */
export const MEAN_DPT = 31_280_418 / 60_751;

/** Turnout of the governor's election, Jawa Timur 2024. */
const MEAN_TURNOUT = 0.7013;

/** Second pair of digits of a regency's code from which it is a kota (Kemendagri codes). */
const FIRST_KOTA = 71;

/** The place of a kecamatan: the regency's part is drawn from the regency's code, so that its kecamatan share it. */
export function placeOf(seed: number, kecamatanCode: string, dpt: number | undefined): Place {
  const regencyCode = kecamatanCode.slice(0, 4);
  const regency = new RandomStream(seed, regencyCode);
  const kecamatan = new RandomStream(seed, kecamatanCode);
  const isKota = Number(regencyCode.slice(2)) >= FIRST_KOTA;
  const offsetMinutes = regency.normal(0, 6);
  const turnout = regency.normal(MEAN_TURNOUT, 0.035);
  return {
    rurality: isKota ? kecamatan.between(0, 0.2) : kecamatan.between(0.2, 1),
    offsetMinutes,
    isRainy: kecamatan.happens('rain'),
    turnout: Math.min(0.9, Math.max(0.45, turnout + kecamatan.normal(0, 0.02))),
    dpt: dpt !== undefined && dpt > 0 ? dpt : MEAN_DPT,
  };
}
