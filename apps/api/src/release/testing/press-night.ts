import type { Briefing } from '@posko/contracts';
import { Contest } from '@posko/domain';
import { briefingOf } from '../briefing-content';
import type { BriefedArea } from '../briefed-area';
import type { FigureSum, Snapshot, TpsGroup } from '../snapshot.repository';

/** A regency on the night: its TPS, those that are in, and the votes of these for each pair. */
export interface NightRegency {
  readonly code: string;
  readonly name: string;
  readonly tps: number;
  readonly counted: number;
  readonly votes: readonly [number, number, number];
}

const PAIRS = [
  ['1000032', 'Hj. Ratna Kusuma Wardani, M.Si. - H. Bambang Setyo Nugroho, M.Si.'],
  ['1000033', 'Siti Aminah Prawira - Dodik Hermawan Susanto'],
  ['1000034', 'Tri Wulandari - Zainal Arifin Kusuma'],
] as const;

const CONTEST = Contest.parse({
  id: 'pkwkp-35',
  code: 'pkwkp',
  name: 'Gubernur Jawa Timur',
  regions: ['35'],
  profile: 'pilkada',
  options: PAIRS.map(([id, name], index) => {
    return { id, kind: 'paslon', number: index + 1, name, colour: null, party: null };
  }),
});

/** As many regencies as the province has, no two alike; in some of them much is missing. */
export function nightRegencies(): NightRegency[] {
  return Array.from({ length: 38 }, (_, index): NightRegency => {
    const code = String(index < 29 ? 3501 + index : 3542 + index);
    const tps = 400 + 37 * index;
    const counted = tps - (index % 5) * 23;
    const votes = [31 * counted, 198 * counted + index, 110 * counted] as const;
    return { code, name: `${index < 29 ? 'KABUPATEN' : 'KOTA'} CONTOH ${index + 1}`, tps, counted, votes };
  });
}

/** What the room knows of them: of what is not counted, a fifth is held and the others have not come. */
export function nightBriefing(regencies: readonly NightRegency[] = nightRegencies()): Briefing {
  const area: BriefedArea = {
    contest: CONTEST,
    places: ['35'],
    prefixes: ['35'],
    top: '35',
    parts: regencies.map(({ code }) => code),
    digits: 4,
    codes: [],
    reservePerMille: 25,
  };
  const terms = { at: Date.parse('2024-11-27T18:30:00+07:00'), utcOffsetMinutes: 420, votingDay: '2024-11-27' };
  return briefingOf(snapshotOf(regencies), area, {
    ...terms,
    isRehearsal: false,
    swingPerMille: 100,
    population: null,
  });
}

function snapshotOf(regencies: readonly NightRegency[]): Snapshot {
  const since = Date.parse('2024-11-27T13:10:00+07:00');
  return {
    seq: 48_211,
    headAt: 0,
    names: new Map([['35', 'JAWA TIMUR'], ...regencies.map(({ code, name }) => [code, name] as const)]),
    groups: regencies.flatMap(groupsOf),
    sums: regencies.flatMap(sumsOf),
    holds: [
      { part: '3501', code: 'E104', tps: 41 },
      { part: '3501', code: 'E106', tps: 34 },
      { part: '3578', code: 'illegible', tps: 12 },
      { part: '3578', code: 'objection', tps: 3 },
    ],
    problems: [
      { kind: 'STF-03', status: 'inProgress', severity: 10, incidents: 2, since },
      { kind: 'ENV-02', status: 'referred', severity: 9, incidents: 4, since },
      { kind: 'ENV-02', status: 'inProgress', severity: 9, incidents: 11, since },
      { kind: 'SRK-02', status: 'waiting', severity: 6, incidents: 311, since },
      { kind: 'SRK-04', status: 'new', severity: 5, incidents: 97, since },
    ],
    places: new Map([
      ['STF-03', 2],
      ['ENV-02', 63],
      ['SRK-02', 1204],
      ['SRK-04', 97],
    ]),
    quickCounts: ['Lembaga Hitung Nusantara', 'Institut Survei Timur'].map((institute, index) => ({
      id: `00000000-0000-4000-8000-00000000000${index}`,
      contest: CONTEST.id,
      figures: {
        institute,
        at: '2024-11-27T17:30:00+07:00',
        sample: 400,
        margin: 1.5,
        shares: { '1000032': 8.71 + index, '1000033': 58.52 - index, '1000034': 32.77 },
      },
      enteredBy: { id: '00000000-0000-4000-8000-000000000009', name: 'ani' },
      enteredAt: since,
      seq: 9,
    })),
  };
}

const VOTERS = 515;

function groupsOf({ code, tps, counted }: NightRegency): TpsGroup[] {
  const held = Math.floor((tps - counted) / 5);
  const villageKind = code >= '3571' ? 'kelurahan' : 'desa';
  const group = (state: TpsGroup['state'], count: number): TpsGroup => ({
    part: code,
    state,
    villageKind,
    isDisputed: false,
    tps: count,
    received: state === 'empty' ? 0 : count,
    voters: VOTERS * count,
    ballots: (VOTERS + 13) * count,
  });
  return [group('published', counted), group('held', held), group('empty', tps - counted - held)];
}

function sumsOf({ code, counted, votes }: NightRegency): FigureSum[] {
  const valid = votes.reduce((sum, of) => sum + of, 0);
  const invalid = 19 * counted;
  const dpt = VOTERS * counted;
  const sums = { valid, invalid, total: valid + invalid, dpt, came: valid + invalid };
  const line = (block: FigureSum['block'], name: string, sum: number): FigureSum => {
    return { part: code, isDisputed: false, block, name, sum };
  };
  return [
    ...PAIRS.map(([id], index) => line('options', id, votes[index] ?? 0)),
    ...Object.entries(sums).map(([name, sum]) => line('sums', name, sum)),
  ];
}
