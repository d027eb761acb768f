import { readCsvLines } from '../../platform/csv/csv-lines';
import type { RegisterLine } from './register-record';
import { REGISTER_COLUMN_NAMES, readRow } from './register-row';

export interface CsvOptions {
  /** Voters that a TPS may have at most. */
  readonly maxDpt: number;
  /** Told of the bytes read so far. */
  readonly onBytes?: (bytes: number) => void;
}

/** Reads a register file (docs/register-csv.md) line by line. What is wrong comes as issues; only failures of the disk throw. */
export async function* readRegisterCsv(path: string, options: CsvOptions): AsyncGenerator<RegisterLine> {
  for await (const line of readCsvLines(path, REGISTER_COLUMN_NAMES, options.onBytes)) {
    yield Array.isArray(line) ? line : readRow(line.line, line.cells, options.maxDpt);
  }
}
