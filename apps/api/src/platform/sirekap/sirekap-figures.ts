import { createHash } from 'node:crypto';
import { SirekapAggregateFile } from '@posko/contracts';
import { NATIONAL_CODE, RegionCode, levelOf, parentCodeOf } from '@posko/domain';
import type { PublishedFigure } from '@posko/domain';

/** What one file of Sirekap says of one region. */
export interface SirekapFigure extends PublishedFigure {
  readonly contest: string;
  readonly regionCode: string;
  /** Region whose file says so: the region itself or the one above it. */
  readonly fileRegion: string;
  /** ISO 8601, in Sirekap's own time (WIB). */
  readonly ts: string;
  readonly total: number;
  /** Of the file's bytes, hex. */
  readonly sha256: string;
}

export interface SirekapFile {
  readonly contest: string;
  /** Region the file is about, by its name: `3578.json`, `0.json` for the nation. */
  readonly region: string;
  readonly bytes: Buffer;
}

/** Sirekap's clocks are at KPU in Jakarta, whatever the province. */
const WIB = '+07:00';
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Turns Sirekap's local time stamp into ISO 8601; throws on a day that no calendar has. */
export function isoOf(ts: string): string {
  const iso = `${ts.replace(' ', 'T')}${WIB}`;
  const day = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  const isDay = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso.slice(0, 10));
  if (!isDay || Number.isNaN(Date.parse(iso))) throw new Error(`"${ts}" is no time`);
  return iso;
}

/**
 * All figures of an aggregate file: that of its own region first, then one per row of its table. Throws with the reason
 * where the bytes are no such file of that region.
 */
export function figuresOf({ contest, region, bytes }: SirekapFile): SirekapFigure[] {
  const content = parse(bytes);
  const origin = {
    contest,
    fileRegion: region,
    ts: isoOf(content.ts),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  const own = { ...origin, regionCode: region, ...figureOf({ ...content.tungsura.chart, progres: content.progres }) };
  const rows = Object.entries(content.tungsura.table).map(([code, row]) => {
    if (!isChild(code, region)) throw new Error(`row "${code}" of its table does not lie in ${region}`);
    return { ...origin, regionCode: code, ...figureOf(row) };
  });
  return [own, ...rows];
}

/**
 * Throws with path and reason where a region has more TPS in than it has. For what comes in: files that the journal names
 * already stay readable, whatever they say.
 */
export function refuseImpossible(figures: readonly SirekapFigure[]): void {
  for (const { regionCode, fileRegion, received, total } of figures) {
    if (received <= total) continue;
    const path = regionCode === fileRegion ? 'progres' : `tungsura.table.${regionCode}.progres`;
    throw new Error(`${path}: progres ${received} is more than total ${total}`);
  }
}

function parse(bytes: Buffer): SirekapAggregateFile {
  let json: unknown;
  try {
    json = JSON.parse(UTF8.decode(bytes));
  } catch (error) {
    throw new Error(`no JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const parsed = SirekapAggregateFile.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`no aggregate file of Sirekap: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

type Row = SirekapAggregateFile['tungsura']['table'][string];

/** Progress and votes of a row; whatever else stands there has no number for a name. */
function figureOf(row: Row): PublishedFigure & { total: number } {
  if (row.progres === undefined) throw new Error('a row without its progress');
  const votes = Object.entries(row).filter((entry): entry is [string, number] => {
    const [option, count] = entry;
    return /^\d+$/.test(option) && typeof count === 'number';
  });
  return { total: row.progres.total, received: row.progres.progres, votes: Object.fromEntries(votes) };
}

function isChild(code: string, region: string): boolean {
  if (!RegionCode.safeParse(code).success || code === NATIONAL_CODE) return false;
  return region === NATIONAL_CODE ? levelOf(code) === 'provinsi' : parentCodeOf(code) === region;
}
