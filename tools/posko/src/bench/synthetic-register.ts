import { apportion } from '@posko/domain';

const TPS_PER_DESA = 10;
const DESA_PER_KECAMATAN = 13;
const KECAMATAN_PER_KABUPATEN = 17;
const KABUPATEN_PER_PROVINSI = 14;
/** Codes of provinces begin here (Aceh). */
const FIRST_PROVINSI = 11;
const DPT_L = 254;
const DPT_P = 261;

const padded = (number: number, digits: number): string => String(number).padStart(digits, '0');

const HEADINGS = 'kode_desa,nomor_tps,provinsi,kabupaten,kecamatan,desa,dpt_l,dpt_p\n';

/** The register of Jawa Timur that comes with Posko, as a file for the import. */
export async function* jatimCsv(): AsyncGenerator<string> {
  const { jatimRegister } = await import('@posko/api');
  yield HEADINGS;
  for (const { desaCode, number, names, dptL, dptP } of await jatimRegister()) {
    const { provinsi, kabupaten, kecamatan, desa } = names;
    const quoted = [provinsi, kabupaten, kecamatan, desa].map((name) => `"${name.replaceAll('"', '""')}"`);
    yield `${desaCode},${number},${quoted.join(',')},${dptL},${dptP}\n`;
  }
}

/**
 * A made-up register in the import's own format, shaped like the real one: about ten TPS in a desa, thirteen desa in a
 * kecamatan, seventeen kecamatan in a kabupaten, and as many provinces as that takes (823,236 TPS make 27).
 */
export function* syntheticRegister(tps: number): Generator<string> {
  yield HEADINGS;
  const desa = Math.ceil(tps / TPS_PER_DESA);
  const counts = apportion(tps, new Array<number>(desa).fill(1));
  for (let nth = 0; nth < desa; nth++) {
    const kecamatan = Math.floor(nth / DESA_PER_KECAMATAN);
    const kabupaten = Math.floor(kecamatan / KECAMATAN_PER_KABUPATEN);
    const provinsi = FIRST_PROVINSI + Math.floor(kabupaten / KABUPATEN_PER_PROVINSI);
    const kabCode = `${provinsi}${padded((kabupaten % KABUPATEN_PER_PROVINSI) + 1, 2)}`;
    const kecCode = `${kabCode}${padded((kecamatan % KECAMATAN_PER_KABUPATEN) + 1, 2)}`;
    const code = `${kecCode}${2001 + (nth % DESA_PER_KECAMATAN)}`;
    const names = `PROVINSI ${provinsi},KABUPATEN ${kabCode},KECAMATAN ${kecCode},DESA ${code}`;
    const lines = Array.from(
      { length: counts[nth] ?? 0 },
      (_, index) => `${code},${index + 1},${names},${DPT_L + (nth % 40)},${DPT_P + (nth % 40)}\n`,
    );
    yield lines.join('');
  }
}
