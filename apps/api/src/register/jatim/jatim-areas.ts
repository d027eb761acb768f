import { getDistricts, getProvinces, getRegencies, getVillages } from 'idn-area-data';
import type { RegionNames } from '../import/register-record';

const JAWA_TIMUR = '35';

/** A desa or kelurahan of the official list, with the names of all regions above it. */
export interface Area {
  readonly code: string;
  readonly names: RegionNames;
}

/**
 * The 8,494 desa of Jawa Timur in code order, out of idn-area-data (ODbL, https://github.com/fityannugroho/idn-area-data).
 * Its code 3515041006 is KPU's too; Kemendagri's list says 3515041013 for the same place (`kpuCodeOf`).
 */
export async function jatimAreas(): Promise<Area[]> {
  const [provinces, regencies, districts, villages] = await Promise.all([
    getProvinces(),
    getRegencies(),
    getDistricts(),
    getVillages(),
  ]);
  const nameOf = new Map([...provinces, ...regencies, ...districts].map(({ code, name }) => [digits(code), name]));
  const find = (code: string): string => {
    const name = nameOf.get(code);
    if (name === undefined) throw new Error(`idn-area-data has no region ${code}`);
    return name;
  };
  return villages
    .map(({ code, name }) => ({ code: digits(code), name }))
    .filter(({ code }) => code.startsWith(JAWA_TIMUR))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, name }) => ({
      code,
      names: {
        provinsi: find(code.slice(0, 2)),
        kabupaten: asKpuNames(find(code.slice(0, 4))),
        kecamatan: find(code.slice(0, 6)),
        desa: withApostrophe(name),
      },
    }));
}

/** Codes that KPU and Kemendagri give differently; key is Kemendagri's, value KPU's, which the register carries. */
const KPU_CODES: ReadonlyMap<string, string> = new Map([['3515041013', '3515041006']]);

/** KPU's code of a desa. */
export function kpuCodeOf(code: string): string {
  return KPU_CODES.get(code) ?? code;
}

function digits(code: string): string {
  return code.replaceAll('.', '');
}

/** KPU writes "Pacitan" and "Kota Blitar": only a kota carries its kind in the name. */
function asKpuNames(name: string): string {
  return name.replace(/^Kabupaten /, '');
}

/** Eight names, such as Soka'an, have a quotation mark for their apostrophe. */
function withApostrophe(name: string): string {
  return name.replaceAll('"', "'");
}
