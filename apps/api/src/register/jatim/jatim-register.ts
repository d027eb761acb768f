import { createHash } from 'node:crypto';
import { apportion, tpsCodeFrom } from '@posko/domain';
import type { RegisterRecord } from '../import/register-record';
import { jatimAreas } from './jatim-areas';
import type { Area } from './jatim-areas';
import { TPS_PER_KECAMATAN } from './tps-per-kecamatan';

/** Voters of Jawa Timur on the fixed list of the Pilkada 2024, men and women (KPU Jawa Timur). */
export const JATIM_DPT = { l: 15_410_935, p: 15_869_483 } as const;

/** Voters that a TPS may have at most at a Pilkada (domain.md section 3). */
const CEILING = 600;

/** TPS per desa at an earlier election, by desa code: weights for spreading a kecamatan's TPS over its desa. */
export type DesaWeights = ReadonlyMap<string, number>;

/**
 * The register of Jawa Timur at the Pilkada 2024: real regions, real TPS per kecamatan and real sums of voters; the TPS per
 * desa and the voters per TPS are made up (docs/decisions/0008-register-of-jawa-timur.md). Always the same for the same
 * weights. Lines count the TPS in code order, from 1.
 */
export async function jatimRegister(weights: DesaWeights = new Map()): Promise<RegisterRecord[]> {
  const areas = await jatimAreas();
  const tpsOf = spreadOverDesa(areas, weights);
  const places = areas.flatMap((area) =>
    Array.from({ length: tpsOf.get(area.code) ?? 0 }, (_, index) => ({ area, number: index + 1 })),
  );
  const dice = places.map(({ area, number }) => roll(tpsCodeFrom(area.code, number)));
  const sizes = votersOf(places.length, dice);
  const men = apportion(
    JATIM_DPT.l,
    sizes.map((size, index) => size * (9_427 + ((dice[index]?.sex ?? 0) % 1_000))),
  );
  return places.map(({ area, number }, index) => {
    const dptL = men[index] ?? 0;
    const dptP = (sizes[index] ?? 0) - dptL;
    return { line: index + 1, desaCode: area.code, names: area.names, number, dptL, dptP };
  });
}

/** TPS per desa: each kecamatan's published number, by largest remainder; nobody goes without one where there are enough. */
function spreadOverDesa(areas: readonly Area[], weights: DesaWeights): Map<string, number> {
  const tpsOf = new Map<string, number>();
  for (const [kecamatan, desa] of Map.groupBy(areas, (area) => area.code.slice(0, 6))) {
    const total = TPS_PER_KECAMATAN.get(kecamatan);
    if (total === undefined) throw new Error(`No number of TPS is known for kecamatan ${kecamatan}`);
    const parts = apportion(
      total,
      desa.map((area) => weights.get(area.code) ?? 0),
    );
    atLeastOneEach(parts).forEach((tps, index) => tpsOf.set(desa[index]?.code ?? '', tps));
  }
  return tpsOf;
}

/** Takes from the largest (the first of them) what those with none lack, as far as it goes. */
export function atLeastOneEach(parts: readonly number[]): number[] {
  const filled = [...parts];
  parts.forEach((part, index) => {
    const largest = Math.max(...filled);
    if (part > 0 || largest < 2) return;
    const giver = filled.indexOf(largest);
    filled[giver] = largest - 1;
    filled[index] = 1;
  });
  return filled;
}

/**
 * Voters per TPS. What is shared out is the places that stay empty below the ceiling: so no TPS can exceed it, and the sum
 * is exact. One TPS in 25 is a remote one with far fewer voters.
 */
function votersOf(tps: number, dice: readonly Dice[]): number[] {
  const empty = tps * CEILING - JATIM_DPT.l - JATIM_DPT.p;
  const shares = dice.map(({ desa, size, kind }) => (5 + (desa % 110) + (size % 190)) * (kind % 25 === 0 ? 2 : 1));
  return apportion(empty, shares).map((free) => CEILING - free);
}

interface Dice {
  readonly desa: number;
  readonly size: number;
  readonly kind: number;
  readonly sex: number;
}

/** Numbers that look like chance and never change: out of the hash of the code. TPS of a desa share `desa`. */
function roll(tpsCode: string): Dice {
  const own = createHash('sha256').update(tpsCode).digest();
  const desa = createHash('sha256').update(tpsCode.slice(0, 10)).digest();
  return {
    desa: desa.readUInt32BE(0),
    size: own.readUInt32BE(0),
    kind: own.readUInt32BE(4),
    sex: own.readUInt32BE(8),
  };
}
