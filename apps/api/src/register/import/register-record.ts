/** Names of the four regions that a TPS lies in. */
export interface RegionNames {
  readonly provinsi: string;
  readonly kabupaten: string;
  readonly kecamatan: string;
  readonly desa: string;
}

/** One TPS as a register source tells it, whichever source that is. */
export interface RegisterRecord {
  /** Line in the file, 1 for the first; a generated register counts its records. */
  readonly line: number;
  readonly desaCode: string;
  readonly number: number;
  readonly names: RegionNames;
  readonly dptL: number;
  readonly dptP: number;
}

/** Why a line was refused. */
export interface RegisterIssue {
  readonly line: number;
  readonly column?: string;
  readonly reason: string;
}

/** A line is either a TPS or the reasons why it is none. */
export type RegisterLine = RegisterRecord | readonly RegisterIssue[];

export function isRecord(line: RegisterLine): line is RegisterRecord {
  return !Array.isArray(line);
}
