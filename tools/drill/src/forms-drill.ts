import { BoardResponse, ENDPOINTS, RegionsResponse } from '@posko/contracts';
import { RegionTree } from '@posko/domain';
import type { Contest } from '@posko/domain';
import type { Account } from './run/account';
import type { RealTime } from './run/api';
import { FormsRunner } from './run/forms-runner';
import { HttpConnection, pathOf } from './run/http-connection';
import { HttpForms } from './run/http-forms';
import { kabupatenLists } from './run/preparation';
import { formPlan, kabupatenIn, spreadOver, votesFromCsv } from './scenario/form-plan';
import type { PlannedForm } from './scenario/form-plan';
import type { RegionVotes } from './scenario/forms';
import { SentTotals, compareTotals } from './verdict/totals-comparison';
import type { TotalsComparison } from './verdict/totals-comparison';

/** Official result of the governor's election of Jawa Timur, 2024: what is spread where no table of regencies is given. */
const OFFICIAL = [1_797_332, 12_192_165, 6_743_095];

export interface FormsDrillOptions {
  readonly url: string;
  readonly contest: string;
  readonly seed: number;
  readonly region?: string | undefined;
  readonly concurrency: number;
  /** Forms that are photographed, of a thousand. */
  readonly photosPerMille: number;
  /** Text of a table of votes by kabupaten. */
  readonly votes?: string | undefined;
  /** Who reads, who reads a second time, who decides. */
  readonly people: readonly [Account, Account, Account];
}

export interface FormsReport {
  readonly url: string;
  readonly contest: string;
  readonly forms: number;
  readonly readings: number;
  readonly decisions: number;
  readonly photos: number;
  readonly doubts: Readonly<Record<string, number>>;
  readonly states: Readonly<Record<string, number>>;
  readonly refused: Readonly<Record<string, { count: number; examples: readonly string[] }>>;
  readonly retried: number;
  readonly abandoned: number;
  readonly elapsedMs: number;
  readonly readingsPerSecond: number;
  readonly comparison: TotalsComparison;
}

export interface FormsControl {
  progress(): { readonly forms: number; readonly readings: number };
  stop(): void;
}

/** Brings the forms of a contest and holds the totals of every region against what was sent. */
export async function runFormsDrill(
  time: RealTime,
  options: FormsDrillOptions,
  started: (control: FormsControl) => void,
): Promise<FormsReport> {
  const connection = new HttpConnection(options.url, options.concurrency + 1, options.people);
  try {
    const forms = new HttpForms(connection);
    const { tree, contest, plan } = await prepareForms(connection, forms, options);
    const runner = new FormsRunner({ forms, time }, contest, options);
    const sent = new SentTotals(contest);
    started({ progress: () => runner.tally, stop: () => runner.stop() });
    const startedAt = time.now();
    await runner.run(noted(plan, sent));
    const elapsedMs = time.now() - startedAt;
    const comparison = await compareTotals({ tree, within: kabupatenOf(options) }, sent, (region) =>
      forms.totals(contest.id, region),
    );
    const { tally } = runner;
    return {
      url: options.url,
      contest: contest.id,
      forms: tally.forms,
      readings: tally.readings,
      decisions: tally.decisions,
      photos: tally.photos,
      doubts: Object.fromEntries(tally.doubts),
      states: Object.fromEntries(tally.states),
      refused: Object.fromEntries(tally.refused),
      retried: tally.retried,
      abandoned: tally.abandoned,
      elapsedMs,
      readingsPerSecond: elapsedMs > 0 ? (tally.readings / elapsedMs) * 1000 : 0,
      comparison,
    };
  } finally {
    await connection.close();
  }
}

/** True where every form arrived and every total is what was sent. */
export function hasFormsPassed({ comparison, abandoned, refused }: FormsReport): boolean {
  return comparison.isEqual && abandoned === 0 && Object.keys(refused).length === 0;
}

function* noted(plan: Iterable<PlannedForm>, sent: SentTotals): Generator<PlannedForm> {
  for (const form of plan) {
    sent.add(form);
    yield form;
  }
}

interface Prepared {
  readonly tree: RegionTree;
  readonly contest: Contest;
  readonly plan: Iterable<PlannedForm>;
}

async function prepareForms(
  connection: HttpConnection,
  forms: HttpForms,
  options: FormsDrillOptions,
): Promise<Prepared> {
  const { rows } = await connection.read(ENDPOINTS.regions.path, RegionsResponse);
  const tree = new RegionTree(rows);
  const known = await forms.contests();
  const contest = known.find(({ id, code }) => id === options.contest || code === options.contest);
  if (contest === undefined) throw new Error(`The server has no contest ${options.contest}`);
  const votes = within(votesOf(tree, contest, options.votes), kabupatenOf(options));
  if (votes.size === 0) throw new Error('There is no kabupaten to bring forms of');
  const board = (regionCode: string): Promise<BoardResponse> =>
    connection.read(pathOf(ENDPOINTS.boardRegion.path, { regionCode }), BoardResponse);
  const wanted = kabupatenIn(tree, contest).filter((index) => votes.has(tree.codeOf(index)));
  const dptByKecamatan = await kabupatenLists(board, tree, wanted);
  return { tree, contest, plan: formPlan(tree, { seed: options.seed, contest, dptByKecamatan, votes }) };
}

function votesOf(tree: RegionTree, contest: Contest, table: string | undefined): Map<string, RegionVotes> {
  if (table !== undefined) return votesFromCsv(table, contest);
  const share = contest.options.length === OFFICIAL.length ? OFFICIAL : contest.options.map(() => 7_000_000);
  return spreadOver(
    tree,
    contest,
    contest.regions.some((region) => region.length === 2) ? share : fewer(tree, contest),
  );
}

/** As many votes as a regency of this size has: 330 valid ones a TPS. */
function fewer(tree: RegionTree, contest: Contest): number[] {
  const tps = kabupatenIn(tree, contest).reduce((sum, index) => sum + (tree.count[index] ?? 0), 0);
  return contest.options.map(() => Math.floor((330 * tps) / contest.options.length));
}

/** Forms are brought by kabupaten; '' for all of them. */
function kabupatenOf({ region = '' }: FormsDrillOptions): string {
  return region.slice(0, 4);
}

function within(votes: ReadonlyMap<string, RegionVotes>, kabupaten: string): Map<string, RegionVotes> {
  return new Map([...votes].filter(([code]) => code.startsWith(kabupaten)));
}
