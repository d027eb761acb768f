import type {
  PublishedContest,
  PublishedCounts,
  PublishedDesa,
  PublishedIndex,
  PublishedRegion,
  PublishedRow,
  PublishedTps,
  PublishedVotes,
} from '@posko/contracts';
import type { ContestId, ContestOption } from '@posko/domain';
import { hasOwnLine, levelOf } from '@posko/domain';
import { publishedTps } from './published-tps';
import { SMALL_CONTESTS } from './small-contests';
import { SMALL_ROWS } from './small-regency';

/** Files under `v1/` by address. */
export type PublishedTree = ReadonlyMap<string, object>;

export interface TreeOptions {
  /** TPS of the register that have sent something, from the first on; all of them unless told otherwise. */
  readonly arrived?: number;
  readonly seq?: number;
  /** As of when the figures are true, and when the index was written. */
  readonly at?: string;
  readonly writtenAt?: string;
  readonly index?: Partial<PublishedIndex>;
}

const OPTIONS: readonly Pick<ContestOption, 'name' | 'colour'>[] = [
  { name: 'Hj. Luluk Nur Hamidah, M.Si. - H. Lukmanul Khakim, M.Si.', colour: '#B67352' },
  { name: 'Khofifah Indar Parawansa - Emil Elestianto Dardak', colour: '#8CB9BD' },
  { name: 'Tri Rismaharini - Zahrul Azhar Asumta', colour: '#C7B7A3' },
];
const PARTIES = 18;
const MANY = 100;

/** The contests of the small register with names of people, and a list contest of eighteen parties. */
export function publishedContests(): PublishedContest[] {
  return wholeContests().map((contest) => {
    const options = contest.options.filter(hasOwnLine);
    const isWhole = options.length === contest.options.length;
    return { ...contest, options, ...(isWhole ? {} : { candidates: `${contest.id}/calon.json` }) };
  });
}

/** With the persons on the lists of parties. */
function wholeContests(): PublishedContest[] {
  const pairs = SMALL_CONTESTS.map((contest) => {
    const options = contest.options.map((option, index) =>
      contest.code === 'pkwkp' ? { ...option, ...OPTIONS[index] } : option,
    );
    return { ...contest, options };
  });
  const lists = { id: 'pdpr-3501' as ContestId, code: 'pdpr' as const, name: 'DPR Jawa Timur I', regions: ['35'] };
  return [...pairs, { ...lists, profile: 'pemilu' as const, options: partyOptions() }].map((contest) => {
    const top = contest.regions[0] ?? '';
    return { ...contest, top, file: `${contest.id}/${top}.json`, counts: { expected: 0, received: 0, counted: 0 } };
  });
}

function partyOptions(): ContestOption[] {
  return Array.from({ length: PARTIES }, (_, index) => index + 1).flatMap((party): ContestOption[] => [
    { id: String(party), kind: 'party', number: party, name: `Partai ${party}`, colour: null, party: null },
    ...[1, 2].map((number): ContestOption => {
      const id = String(party * MANY + number);
      return { id, kind: 'person', number, name: `Calon ${party}.${number}`, colour: null, party: String(party) };
    }),
  ]);
}

/** A published tree of the small register: real shapes, made-up figures that add up. */
export function publishedTree(options: TreeOptions = {}): PublishedTree {
  const { arrived = Infinity, seq = 2000, at = '2024-11-27T19:30:00+07:00' } = options;
  const files = new Map<string, object>();
  const whole = wholeContests();
  const contests = publishedContests().map((shown, index) => {
    const contest = whole[index] ?? shown;
    const builder = new ContestFiles(contest, { tps: publishedTps({ contest, arrived }), seq, at });
    const row = builder.write(contest.top, files);
    const persons = contest.options.filter((option) => !hasOwnLine(option));
    if (shown.candidates !== undefined)
      files.set(shown.candidates, { version: 1, contest: shown.id, options: persons });
    return { ...shown, counts: row.counts };
  });
  const index: PublishedIndex = {
    version: 1,
    seq,
    at,
    writtenAt: options.writtenAt ?? at,
    office: 'KPU Provinsi Jawa Timur',
    votingDay: '2024-11-27',
    utcOffsetMinutes: 420,
    isRehearsal: false,
    pause: null,
    contests,
    releases: [],
    ...options.index,
  };
  files.set('index.json', index);
  files.set('regions.json', { version: 1, regions: SMALL_ROWS.map(([code, name]) => [code, name]) });
  return files;
}

interface Moment {
  readonly tps: readonly PublishedTps[];
  readonly seq: number;
  readonly at: string;
}

class ContestFiles {
  constructor(
    private readonly contest: PublishedContest,
    private readonly moment: Moment,
  ) {}

  /** Writes the file of a region and of all below it. @returns its row, with the address of its file */
  write(code: string, files: Map<string, object>): PublishedRow {
    const { contest, moment } = this;
    const tps = moment.tps.filter((one) => one.code.startsWith(code));
    const region = rowOf(contest, code, tps);
    const head = {
      version: 1 as const,
      contest: contest.id,
      seq: moment.seq,
      at: moment.at,
      path: this.path(code),
      region,
    };
    const file: PublishedRegion | PublishedDesa =
      levelOf(code) === 'desa'
        ? { ...head, tps: [...tps] }
        : { ...head, rows: childrenOf(code).map((child) => this.write(child, files)) };
    const address = `${contest.id}/${addressOf(code, moment.seq)}`;
    files.set(address, file);
    return { ...region, file: address };
  }

  private path(code: string): { code: string; name: string }[] {
    return [2, 4, 6, 10]
      .filter((digits) => digits >= this.contest.top.length && digits <= code.length)
      .map((digits) => ({ code: code.slice(0, digits), name: nameOf(code.slice(0, digits)) }));
  }
}

/** Files of provinces and regencies keep their address; the others are named anew when they change. */
function addressOf(code: string, seq: number): string {
  return code.length <= 4 ? `${code}.json` : `${code}-${seq.toString(16).padStart(16, '0')}.json`;
}

function childrenOf(code: string): string[] {
  const [below = 0] = [2, 4, 6, 10].filter((digits) => digits > code.length);
  return SMALL_ROWS.map(([child]) => child).filter((child) => child.length === below && child.startsWith(code));
}

function nameOf(code: string): string {
  return SMALL_ROWS.find(([own]) => own === code)?.[1] ?? code;
}

function rowOf(contest: PublishedContest, code: string, tps: readonly PublishedTps[]): PublishedRow {
  return {
    code,
    name: nameOf(code),
    level: levelOf(code),
    counts: countsOf(tps),
    states: tally(tps.map(({ state }) => state)),
    reasons: tally(tps.flatMap(({ holds }) => holds)),
    voters: sum(tps.map(({ voters }) => voters)),
    votes: sumOf(contest, tps),
  };
}

function countsOf(tps: readonly PublishedTps[]): PublishedCounts {
  const received = tps.filter(({ state }) => state !== 'empty' && state !== 'photo').length;
  return { expected: tps.length, received, counted: tps.filter(({ form }) => form !== null).length };
}

function sumOf({ options }: PublishedContest, tps: readonly PublishedTps[]): PublishedVotes {
  const forms = tps.flatMap(({ form }) => form ?? []);
  const parties = options
    .filter(({ kind }) => kind === 'party')
    .map(({ id }) => [id, sum(forms.map(({ votes }) => votes.parties?.[id] ?? 0))] as const);
  return {
    options: Object.fromEntries(options.map(({ id }) => [id, sum(forms.map(({ votes }) => votes.options[id] ?? 0))])),
    ...(parties.length > 0 ? { parties: Object.fromEntries(parties) } : {}),
    valid: sum(forms.map(({ votes }) => votes.valid ?? 0)),
    invalid: sum(forms.map(({ votes }) => votes.invalid ?? 0)),
    total: sum(forms.map(({ votes }) => votes.total ?? 0)),
    dpt: sum(forms.map(({ voters }) => voters.dpt.j ?? 0)),
    came: sum(forms.map(({ came }) => came.total.j ?? 0)),
  };
}

function tally<K extends string>(keys: readonly K[]): Partial<Record<K, number>> {
  const counts: Partial<Record<K, number>> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
