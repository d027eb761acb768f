import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { kpuCodeOf } from './jatim-areas';
import type { DesaWeights } from './jatim-register';

const Rows = z.array(
  z.object({
    kode_desa: z.string().regex(/^\d{10}$/, 'must have 10 digits'),
    tps_pemilu2024: z.string().regex(/^\d{1,3}$/, 'must be a whole number'),
  }),
);

/**
 * Reads TPS per desa of the Pemilu 2024: CSV with the columns `kode_desa` and `tps_pemilu2024`, further ones are passed over.
 * Throws a ZodError or CsvError on anything else.
 */
export async function readDesaCounts(path: string): Promise<DesaWeights> {
  const records: unknown = parse(await readFile(path), {
    bom: true,
    columns: true,
    skip_empty_lines: true,
    trim: true,
  });
  return new Map(Rows.parse(records).map((row) => [kpuCodeOf(row.kode_desa), Number(row.tps_pemilu2024)]));
}
