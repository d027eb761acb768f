import { hasOwnLine, sirekapBlocks } from '@posko/domain';
import type { Contest, ContestCode, RegionTree } from '@posko/domain';
import type { PublishedRow } from '@posko/contracts';
import type { MirroredFigure, PublishedSource } from '../publication.repository';
import { object, percent, text } from './json-text';
import type { JsonText } from './json-text';

/** A row of ours with the contest that it is of. */
export interface ContestRow {
  readonly contest: Contest;
  readonly row: Omit<PublishedRow, 'file'>;
}

/** What one line of Sirekap's tables says: votes by option, TPS in and in all. */
export interface Line {
  readonly votes: readonly (readonly [id: string, votes: JsonText])[];
  readonly total: number;
  readonly received: number;
}

const PILKADA: readonly ContestCode[] = ['pkwkp', 'pkwkk'];

/** Folder of an election's files, as Sirekap has it. */
export function electionOf(code: ContestCode): 'pilkada' | 'pemilu' {
  return PILKADA.includes(code) ? 'pilkada' : 'pemilu';
}

/** Folders of a region, from the province down: `35/3578/357801`. */
export function folderOf(code: string): string {
  const lengths = [2, 4, 6, 10, 13].filter((length) => length <= code.length);
  return lengths.map((length) => code.slice(0, length)).join('/');
}

/** The line of a region over all contests of a code that are held there: votes only where it is one contest's. */
export function lineOf(rows: readonly ContestRow[]): Line {
  const [only] = rows;
  const sum = (count: (row: ContestRow['row']) => number): number => rows.reduce((all, { row }) => all + count(row), 0);
  return {
    votes: rows.length === 1 && only !== undefined ? votesOf(only) : [],
    total: sum(({ counts }) => counts.expected),
    received: sum(({ counts }) => counts.counted),
  };
}

function votesOf({ contest, row }: ContestRow): [string, JsonText][] {
  const { options, parties = {} } = row.votes;
  return ownLines(contest).map(({ id, kind }) => [id, text((kind === 'party' ? parties[id] : options[id]) ?? 0)]);
}

/** What has a line of its own, in the order of the ids, as Sirekap has it. */
function ownLines({ options }: Contest): Contest['options'] {
  return options.filter(hasOwnLine).sort((a, b) => Number(a.id) - Number(b.id));
}

/** The line of an imported figure. */
export function mirroredLine({ votes, total, received }: MirroredFigure): Line {
  return { votes: Object.entries(votes).map(([id, count]) => [id, text(count)]), total, received };
}

function progress({ total, received }: Line): [string, JsonText] {
  const fields = [
    ['total', text(total)],
    ['persen', percent(received, total)],
    ['progres', text(received)],
  ] as const;
  return ['progres', object(fields)];
}

export interface AggregateFile {
  readonly code: ContestCode;
  readonly own: Line;
  readonly rows: readonly (readonly [code: string, line: Line])[];
  /** Local time, as Sirekap writes it. */
  readonly ts: string;
}

/** A region's file: its own line, and one for each region below. */
export function aggregateText({ code, own, rows, ts }: AggregateFile): string {
  const blocks = [
    ['chart', object([...own.votes, progress(own)])],
    ['table', object(rows.map(([region, line]) => [region, tableRow(line)]))],
  ] as const;
  const isPilkada = electionOf(code) === 'pilkada';
  return object([
    ['mode', text('hhcw')],
    ...(isPilkada ? ([['tungsura', object(blocks)]] as const) : blocks),
    ['psu', text('Reguler')],
    [
      'progres',
      object([
        ['total', text(own.total)],
        ['progres', text(own.received)],
      ]),
    ],
    ['ts', text(ts)],
  ]);
}

function tableRow(line: Line): JsonText {
  return object([
    ['psu', text('Reguler')],
    ...line.votes,
    progress(line),
    ['status_progress', text(line.received > 0)],
  ]);
}

export interface TpsFile {
  readonly contest: Contest;
  readonly form: PublishedSource['form'];
  readonly images: readonly string[];
  readonly ts: string;
}

/** The file of one TPS: its figures where they are counted, photos as soon as they are there. */
export function tpsText({ contest, form, images, ts }: TpsFile): string {
  const { chart, administrasi } = form === null ? { chart: null, administrasi: null } : sirekapBlocks(form, contest);
  const blocks = [
    ['chart', text(chart)],
    ['administrasi', text(administrasi)],
  ] as const;
  const isPilkada = electionOf(contest.code) === 'pilkada';
  return object([
    ...(isPilkada ? ([['mode', text('hhcw')]] as const) : []),
    ...(isPilkada ? ([['tungsura', object(blocks)]] as const) : blocks),
    ['images', text(images)],
    ['psu', text(null)],
    ['ts', text(ts)],
    ['status_suara', text(form !== null)],
    ['status_adm', text(form !== null)],
  ]);
}

/** A line of a desa's table for one TPS. */
export function tpsLine(contest: Contest, form: PublishedSource['form']): Line {
  const votes = form === null ? {} : form.votes.options;
  const parties = form?.votes.parties ?? {};
  const lines = ownLines(contest).map(({ id, kind }): [string, JsonText] => {
    return [id, text((kind === 'party' ? parties[id] : votes[id]) ?? 0)];
  });
  return { votes: form === null ? [] : lines, total: 1, received: form === null ? 0 : 1 };
}

const LEVEL = { nasional: 0, provinsi: 1, kabupaten: 2, kecamatan: 3, desa: 4 } as const;

/** What lies one tier below a region (`-1`: above the provinces): Sirekap's list of names; of a desa its TPS. */
export function placesText(tree: RegionTree, region: number): string {
  if (region >= 0 && tree.levels[region] === 'desa') return tpsPlaces(tree, region);
  const roots = tree.codes.flatMap((_, index) => (tree.levels[index] === 'provinsi' ? [index] : []));
  const below = region < 0 || tree.levels[region] === 'nasional' ? roots : tree.children(region);
  const places = below.map((index) => {
    const { code, name, level } = tree.refOf(index);
    return { nama: name.toUpperCase(), id: Number(code), kode: code, tingkat: LEVEL[level] };
  });
  return text(places);
}

function tpsPlaces(tree: RegionTree, desa: number): string {
  const first = tree.first[desa] ?? 0;
  const codes = Array.from({ length: tree.count[desa] ?? 0 }, (_, n) => tree.tpsCodeAt(first + n));
  return text(codes.map((kode) => ({ nama: `TPS ${kode.slice(10)}`, id: Number(kode), kode, tingkat: 5 })));
}

/** Candidates by area, as Sirekap lists them. */
export function paslonText(code: ContestCode, contests: readonly Contest[], ts: string): string {
  const of = ({ options }: Contest): JsonText =>
    object(
      options
        .filter(({ party }) => party === null)
        .map(({ id, name, colour, number }) => [id, text({ ts, nama: name, warna: colour, nomor_urut: number })]),
    );
  const [only] = contests;
  if (code === 'ppwp' && only !== undefined) return of(only);
  return object(contests.map((contest) => [contest.id.slice(code.length + 1), of(contest)]));
}
