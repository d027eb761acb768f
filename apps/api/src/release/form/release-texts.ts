import type { QuickCountView, ReleaseFile, ReleaseProblem, ReleaseRow } from '@posko/contracts';
import {
  HOLD_WORDS,
  KIND_WORDS,
  OPEN_STATUSES,
  formatDate,
  formatNumber,
  formatPercent,
  formatTime,
  outcomeAssumption,
  outcomeWords,
  percentText,
  rankedVotes,
  regionName,
  signedNumber,
} from '@posko/domain';
import type { ContestOption, HoldCode, OutcomeWords } from '@posko/domain';

/** One option with its votes as they are written on every form of a release. */
export interface VoteText {
  readonly option: ContestOption;
  readonly label: string;
  readonly votes: string;
  readonly share: string;
  /** Of all, from 0 to 1: how long its bar is. */
  readonly part: number;
}

export interface RegionText {
  readonly name: string;
  readonly counted: string;
  readonly votes: readonly string[];
}

/** Everything that the forms of a release say, written once: page, PDF and picture take their figures from here. */
export interface ReleaseTexts {
  readonly title: string;
  readonly contest: string;
  readonly asOf: string;
  /** That it is none of it real, for whoever gets hold of it later. */
  readonly rehearsal: string | null;
  readonly counts: readonly { readonly label: string; readonly value: string }[];
  readonly progress: { readonly text: string; readonly part: number };
  readonly votes: readonly VoteText[];
  readonly held: string;
  readonly coverage: string;
  readonly outcome: readonly Pick<OutcomeWords, 'title' | 'answer'>[];
  readonly problems: readonly string[];
  readonly quickCounts: readonly string[];
  readonly regionHeads: readonly string[];
  readonly regions: readonly RegionText[];
  readonly sentences: ReleaseFile['sentences'];
  readonly provisional: string;
}

/** Words for what a form has no room for: nothing is left out without a word. */
export const LEFT_OUT = {
  others: (count: number): string => `dan ${n(count)} lainnya`,
  regions: (count: number): string => `dan ${n(count)} wilayah lain: lihat berkas rilis`,
  votes: (votes: readonly VoteText[]): string =>
    `Lainnya: ${votes.map(({ label, votes: of, share }) => `${label} ${of} (${share})`).join('; ')}`,
} as const;

/** Options that a column of each region is made for; of more, only the counts are told. */
const COLUMNS = 4;
const REASONS = 5;

const STATUS_WORDS: Readonly<Record<(typeof OPEN_STATUSES)[number], string>> = {
  new: 'baru',
  assigned: 'ditugaskan',
  inProgress: 'dikerjakan',
  waiting: 'menunggu',
  referred: 'dirujuk',
  reopened: 'dibuka lagi',
};

const n = (value: number): string => formatNumber(value, 'id');

/** In Indonesian, which is what is handed out; the sentences are in both languages. */
export function releaseTexts(file: ReleaseFile): ReleaseTexts {
  const { contest, region, rows, seq, utcOffsetMinutes } = file;
  const { counts } = region;
  const at = { at: Date.parse(file.at), utcOffsetMinutes };
  const listed = listedOptions(file);
  return {
    title: `Rilis #${n(file.number)}`,
    contest: contest.name,
    // With the year: it hangs on walls longer than a night.
    asOf: `${formatDate(at, 'id')} ${formatTime(at, 'id')}, seq ${n(seq)}`,
    rehearsal: file.isRehearsal ? 'GLADI: bukan hasil pemilihan' : null,
    counts: [
      { label: 'TPS seluruhnya', value: n(counts.expected) },
      { label: 'Diterima', value: n(counts.received) },
      { label: 'Dihitung', value: n(counts.counted) },
      { label: 'Ditahan', value: n(heldOf(region)) },
    ],
    progress: {
      text: formatPercent({ part: counts.counted, total: counts.expected }, 'id'),
      part: counts.expected === 0 ? 0 : counts.counted / counts.expected,
    },
    votes: voteTexts(file),
    held: heldText(region),
    coverage: file.coverageSentence.id,
    outcome: outcomeTexts(file),
    problems: file.problems.map(problemText),
    quickCounts: file.quickCounts.map((quick) => quickCountText(quick, contest.options)),
    regionHeads: ['Wilayah', 'Dihitung', ...listed.map(({ number }) => `No. ${number}`)],
    regions: rows.map((row) => regionText(row, listed)),
    sentences: file.sentences,
    provisional: 'Angka sementara. Hasil resmi ditetapkan dalam rapat pleno.',
  };
}

/** The answers, and below them the assumption that they speak of. */
function outcomeTexts({ outcome, contest }: ReleaseFile): ReleaseTexts['outcome'] {
  const answers = outcomeWords(outcome, contest.options, 'id').map(({ title, answer }) => ({ title, answer }));
  const assumption = outcomeAssumption(outcome, 'id');
  return assumption === null ? answers : [...answers, { title: assumption.title, answer: assumption.sentence }];
}

function voteTexts({ contest, region }: ReleaseFile): VoteText[] {
  const { rows, total } = rankedVotes(contest.options, region.votes.parties ?? region.votes.options);
  return rows.map(({ option, votes }) => ({
    option,
    label: option.kind === 'kolomKosong' ? option.name : `${option.number}. ${option.name}`,
    votes: n(votes),
    share: formatPercent({ part: votes, total }, 'id'),
    part: total === 0 ? 0 : votes / total,
  }));
}

/** Options in the order of the ballot, where there are few enough for a column each. */
function listedOptions({ contest }: ReleaseFile): ContestOption[] {
  return contest.options.length <= COLUMNS ? contest.options : [];
}

function regionText(row: ReleaseRow, options: readonly ContestOption[]): RegionText {
  return {
    name: regionName(row.name, row.level),
    counted: `${n(row.counts.counted)}/${n(row.counts.expected)}`,
    votes: options.map(({ id }) => n(row.votes.options[id] ?? 0)),
  };
}

function heldOf({ states }: ReleaseRow): number {
  return (states.held ?? 0) + (states.withdrawn ?? 0);
}

function heldText(row: ReleaseRow): string {
  const reasons = Object.entries(row.reasons) as [HoldCode, number][];
  const told = reasons
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .slice(0, REASONS)
    .map(([code, tps]) => `${HOLD_WORDS.id[code].toLowerCase()} ${n(tps)}`);
  const withdrawn = row.states.withdrawn ?? 0;
  const taken = withdrawn === 0 ? [] : [`ditarik dari publikasi ${n(withdrawn)}`];
  const all = [...told, ...taken];
  return all.length === 0 ? 'Tidak ada TPS yang ditahan.' : `Sebab ditahan (TPS): ${all.join('; ')}.`;
}

function problemText({ kind, incidents, places, statuses }: ReleaseProblem): string {
  const done = OPEN_STATUSES.flatMap((status) => {
    const count = statuses[status] ?? 0;
    return count === 0 ? [] : [`${n(count)} ${STATUS_WORDS[status]}`];
  }).join(', ');
  return `${KIND_WORDS.id[kind]}: ${n(incidents)} insiden di ${n(places)} tempat; ${done}`;
}

function quickCountText(quick: QuickCountView, options: readonly ContestOption[]): string {
  const lines = quick.lines.map(({ option, quick: share, difference }) => {
    const number = options.find(({ id }) => id === option)?.number ?? 0;
    const apart = difference === null ? '' : ` (${signedNumber(difference, 'id', 2)})`;
    return `no. ${number} ${percentText(share, 'id')}${apart}`;
  });
  const sample = `${n(quick.sample)} TPS, margin ${percentText(quick.margin, 'id')}`;
  return `${quick.institute} (${sample}): ${lines.join('; ')}`;
}
