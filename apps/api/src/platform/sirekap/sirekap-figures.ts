import { createHash } from 'node:crypto';
import { SirekapAggregateFile, SirekapPemiluAggregateFile } from '@posko/contracts';
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
  const own = { ...origin, regionCode: region, ...figureOf({ ...content.chart, progres: content.progres }) };
  // What a desa's file says of its TPS stands in theirs.
  const table = levelOf(region) === 'desa' ? [] : Object.entries(content.table);
  const rows = table.flatMap(([code, row]) => {
    if (!isChild(code, region)) throw new Error(`row "${code}" of its table does not lie in ${region}`);
    // At a Pemilu a row says how many percent are in, not how many TPS: its own file does.
    if (row.progres === undefined && 'persen' in row) return [];
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

/** The bytes as JSON; throws with the reason. */
export function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(UTF8.decode(bytes));
  } catch (error) {
    throw new Error(`no JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** At a Pemilu the blocks stand at the top, at a Pilkada under `tungsura`. */
function parse(bytes: Buffer): Aggregate {
  const json = jsonOf(bytes);
  const isPemilu = typeof json === 'object' && json !== null && !('tungsura' in json) && 'chart' in json;
  const parsed = isPemilu ? SirekapPemiluAggregateFile.safeParse(json) : SirekapAggregateFile.safeParse(json);
  if (parsed.success) return 'tungsura' in parsed.data ? { ...parsed.data, ...parsed.data.tungsura } : parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`no aggregate file of Sirekap: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

type Aggregate = SirekapPemiluAggregateFile;
type Row = Aggregate['table'][string];

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
