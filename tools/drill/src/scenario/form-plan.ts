import type { CHasil, Contest, RegionTree } from '@posko/domain';
import { PROFILES, apportion, differencesOf } from '@posko/domain';
import { slipped, trueForms, wrongOnPaper } from './forms';
import type { RegionVotes, Voters } from './forms';
import { RandomStream } from './stream';

/** A form, as it is on the paper and as two people read it. */
export interface PlannedForm {
  readonly code: string;
  readonly paper: CHasil;
  readonly readings: readonly [CHasil, CHasil];
}

export interface FormPlanOptions {
  readonly seed: number;
  readonly contest: Contest;
  /** Mean list of a TPS by kecamatan code. */
  readonly dptByKecamatan: ReadonlyMap<string, number>;
  /** Votes by kabupaten and option. */
  readonly votes: ReadonlyMap<string, RegionVotes>;
}

const KECAMATAN_DIGITS = 6;
const DPT_SPREAD = 40;
/** Nobody votes by list at more than so many. */
const DPT_ABOVE = 8;

/** All forms of a contest, kabupaten by kabupaten, in the order of the register. */
export function* formPlan(tree: RegionTree, options: FormPlanOptions): Generator<PlannedForm> {
  for (const [kabupaten, votes] of options.votes) {
    const region = tree.indexOf(kabupaten);
    if (region < 0) continue;
    const tps = votersOf(tree, region, options);
    const forms = trueForms(options.seed, options.contest, { tps, votes });
    for (const [n, { code }] of tps.entries()) {
      const form = forms[n];
      if (form !== undefined) yield planned(options, code, form);
    }
  }
}

function planned({ seed, contest }: FormPlanOptions, code: string, form: CHasil): PlannedForm {
  const stream = new RandomStream(seed, `${contest.id}/${code}/readings`);
  const paper = stream.happens('paperWrong') ? wrongOnPaper(form) : form;
  const crew = stream.happens('crewSlip') ? slipped(paper, stream) : paper;
  const typist = stream.happens('typistSlip') ? slipped(paper, stream) : paper;
  // Two who slip in the same way agree on what is not there, and no rehearsal of double entry finds it: at most one slips then.
  const isSameSlip = crew !== paper && differencesOf(crew, typist).length === 0;
  return { code, paper, readings: [crew, isSameSlip ? paper : typist] };
}

function votersOf(tree: RegionTree, region: number, options: FormPlanOptions): Voters[] {
  const [first, count] = [tree.first[region] ?? 0, tree.count[region] ?? 0];
  const { ceiling } = PROFILES[options.contest.profile];
  return Array.from({ length: count }, (_, n) => {
    const code = tree.tpsCodeAt(first + n);
    const stream = new RandomStream(options.seed, `${code}/list`);
    const mean = options.dptByKecamatan.get(code.slice(0, KECAMATAN_DIGITS)) ?? ceiling * 0.85;
    const drawn = Math.round(stream.normal(mean, DPT_SPREAD));
    const dpt = Math.max(Math.min(drawn, ceiling - DPT_ABOVE), Math.round(mean * 0.75));
    const dptL = Math.floor(dpt * stream.between(0.47, 0.52));
    return { code, dptL, dptP: dpt - dptL };
  });
}

/** Totals of a province, spread over its regencies by their TPS, where nothing says how each voted. */
export function spreadOver(tree: RegionTree, contest: Contest, totals: readonly number[]): Map<string, RegionVotes> {
  const regencies = kabupatenIn(tree, contest);
  const columns = totals.map((total) =>
    apportion(
      total,
      regencies.map((index) => tree.count[index] ?? 0),
    ),
  );
  return new Map(
    regencies.map((index, n) => {
      const votes = contest.options.map(({ id }, option) => [id, columns[option]?.[n] ?? 0] as const);
      return [tree.codeOf(index), new Map(votes)];
    }),
  );
}

/** Indexes of the kabupaten of the contest's area. */
export function kabupatenIn(tree: RegionTree, contest: Contest): number[] {
  return tree.codes.flatMap((code, index) => {
    const isOfContest = contest.regions.some((region) => code.startsWith(region));
    return tree.levels[index] === 'kabupaten' && isOfContest ? [index] : [];
  });
}

/**
 * Votes by kabupaten from lines of text: `kode` and a column `p1…`, `p2…` per option, as in tables of regencies. Throws where a column
 * or a number is missing.
 */
export function votesFromCsv(text: string, contest: Contest): Map<string, RegionVotes> {
  const [header = [], ...rows] = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split(','));
  const code = header.indexOf('kode');
  const columns = contest.options.map(({ id, number }) => {
    const column = header.findIndex((name) => name.startsWith(`p${number}_`) || name === `p${number}`);
    if (column < 0 || code < 0) throw new Error(`There have to be columns kode and p${number}`);
    return { id, column };
  });
  return new Map(
    rows.map((row) => {
      const votes = columns.map(({ id, column }) => {
        const figure = Number(row[column]);
        if (!Number.isInteger(figure) || figure < 0)
          throw new Error(`${row[code] ?? ''}: ${row[column] ?? ''} is no number of votes`);
        return [id, figure] as const;
      });
      return [row[code] ?? '', new Map(votes)];
    }),
  );
}
