import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Progress and votes of one region: `[received, total, votes of option 1, of option 2 …]`. */
export type Row = readonly [received: number, total: number, ...votes: number[]];

export interface Aggregate {
  /** Local time of Sirekap, `2024-11-28 10:15:04`. */
  readonly ts: string;
  readonly own: Row;
  readonly table: Readonly<Record<string, Row>>;
}

/** An aggregate file as Sirekap publishes it. */
export function aggregateFile({ ts, own, table }: Aggregate): Record<string, unknown> {
  const [received, total] = own;
  const rows = Object.entries(table).map(([code, row]) => [code, { ...votes(row), status_progress: true }]);
  return {
    mode: 'hhcw',
    tungsura: { chart: votes(own), table: Object.fromEntries(rows) as unknown },
    progres: { total, progres: received },
    ts,
  };
}

function votes([received, total, ...counts]: Row): Record<string, unknown> {
  const persen = Math.floor((received * 10_000) / total) / 100;
  const options = counts.map((count, index): [string, number] => [String(1_000_032 + index), count]);
  return { ...Object.fromEntries(options), progres: { total, persen, progres: received } };
}

/** Writes files below a folder: by path, JSON or bytes as they are. */
export async function writeFiles(folder: string, files: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content instanceof Uint8Array ? content : JSON.stringify(content, null, 2));
  }
}
