import { NATIONAL_CODE, tpsCodeFrom } from '@posko/domain';
import { regionsOf } from '../../platform/register/register-rows';
import type { NamedCount, RegisterRows } from '../../platform/register/register-rows';
import type { RegionNames, RegisterIssue, RegisterRecord } from './register-record';

const NATIONAL_NAME = 'INDONESIA';
const TIERS = [
  { column: 'provinsi', digits: 2 },
  { column: 'kabupaten', digits: 4 },
  { column: 'kecamatan', digits: 6 },
  { column: 'desa', digits: 10 },
] as const satisfies readonly { column: keyof RegionNames; digits: number }[];

interface Place {
  readonly number: number;
  readonly line: number;
  readonly dptL: number;
  readonly dptP: number;
}

interface Naming {
  readonly name: string;
  readonly line: number;
  tps: number;
}

/** Gathers TPS in any order into a register in code order; says what contradicts what came before. */
export class RegisterBuilder {
  private readonly places = new Map<string, Place[]>();
  private readonly naming = new Map<string, Naming>();
  private count = 0;

  get tpsCount(): number {
    return this.count;
  }

  /** Takes a TPS in, unless something is wrong with it: then it says what. */
  add(record: RegisterRecord): RegisterIssue[] {
    const { line, desaCode, number, dptL, dptP } = record;
    const places = this.places.get(desaCode) ?? [];
    const earlier = places.find((place) => place.number === number);
    const issues = this.conflictsOf(record);
    if (earlier !== undefined) {
      const reason = `TPS ${tpsCodeFrom(desaCode, number)} is on line ${earlier.line} already`;
      issues.push({ line, column: 'nomor_tps', reason });
    }
    if (issues.length > 0) return issues;
    places.push({ number, line, dptL, dptP });
    this.places.set(desaCode, places);
    this.name(record);
    this.count += 1;
    return [];
  }

  private conflictsOf({ line, desaCode, names }: RegisterRecord): RegisterIssue[] {
    return TIERS.flatMap(({ column, digits }) => {
      const code = desaCode.slice(0, digits);
      const known = this.naming.get(code);
      if (known === undefined || known.name === names[column]) return [];
      const reason = `${code} is "${names[column]}" here and "${known.name}" on line ${known.line}`;
      return [{ line, column, reason }];
    });
  }

  private name({ line, desaCode, names }: RegisterRecord): void {
    for (const { column, digits } of TIERS) {
      const code = desaCode.slice(0, digits);
      const known = this.naming.get(code);
      if (known === undefined) this.naming.set(code, { name: names[column], line, tps: 1 });
      else known.tps += 1;
    }
  }

  build(): RegisterRows {
    const desaCodes = [...this.places.keys()].sort();
    const tps = desaCodes.flatMap((desaCode) =>
      (this.places.get(desaCode) ?? [])
        .sort((a, b) => a.number - b.number)
        .map(({ number, dptL, dptP }) => ({ code: tpsCodeFrom(desaCode, number), dptL, dptP })),
    );
    return {
      regions: regionsOf(this.namedCounts()),
      tpsCodes: tps.map(({ code }) => code),
      dptL: Uint16Array.from(tps, ({ dptL }) => dptL),
      dptP: Uint16Array.from(tps, ({ dptP }) => dptP),
    };
  }

  /** Regions in code order; above more than one provinsi stands the nation. */
  private namedCounts(): NamedCount[] {
    const rows = [...this.naming].map(([code, { name, tps }]): NamedCount => [code, name, tps]);
    const provinces = rows.filter(([code]) => code.length === 2).length;
    if (provinces > 1) rows.push([NATIONAL_CODE, NATIONAL_NAME, this.count]);
    return rows.sort(([a], [b]) => (a < b ? -1 : 1));
  }
}
