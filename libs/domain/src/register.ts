import type { RegionLevel } from './code';

/** A region as the register holds it. The national root (`0`) is there only above more than one provinsi. */
export interface RegisteredRegion {
  readonly code: string;
  readonly name: string;
  readonly level: RegionLevel;
  /** Code of the region one tier up, null at the root. */
  readonly parentCode: string | null;
  readonly tpsCount: number;
}

/** A TPS as the register holds it. `position` is its place in code order, from 0. */
export interface RegisteredTps {
  readonly position: number;
  readonly code: string;
  readonly desaCode: string;
  /** Its number within the desa, 1 … 999. */
  readonly number: number;
  /** Voters on its list (DPT), men and women. */
  readonly dptL: number;
  readonly dptP: number;
}
