import type { ContestOption } from './contest';
import type { Coverage } from './coverage';
import { englishForm, listed, mostlyIn } from './coverage-words';
import { formatDateTime } from './local-time';
import { formatNumber, formatPercent } from './locale';
import type { LanguageCode } from './locale';
import type { Outcome } from './outcome';
import { optionName } from './outcome-words';
import type { PublicState } from './public-result';

/** What the three sentences are made of. */
export interface Spoken {
  readonly contest: { readonly name: string; readonly options: readonly ContestOption[] };
  /** Milliseconds since the epoch, and the place's minutes east of UTC. */
  readonly at: number;
  readonly utcOffsetMinutes: number;
  readonly counts: { readonly expected: number; readonly counted: number };
  readonly states: Readonly<Partial<Record<PublicState, number>>>;
  /** By option, or by party where there are parties. */
  readonly votes: Readonly<Record<string, number>>;
  readonly coverage: Coverage;
  readonly outcome: Outcome;
}

/** Options that are named: whoever listens keeps three. */
const NAMED = 3;

/** What a commissioner can say aloud: how far the count is, how the votes stand, what is missing and whether it can change that. */
export function releaseSentences(spoken: Spoken, language: LanguageCode): [string, string, string] {
  return [progress(spoken, language), standing(spoken, language), missing(spoken, language)];
}

/** Options by their votes, most first, with the sum that shares are of. */
export function rankedVotes(
  options: readonly ContestOption[],
  votes: Readonly<Record<string, number>>,
): { readonly rows: { readonly option: ContestOption; readonly votes: number }[]; readonly total: number } {
  const rows = options.flatMap((option) => {
    const of = votes[option.id];
    return of === undefined ? [] : [{ option, votes: of }];
  });
  const total = rows.reduce((sum, row) => sum + row.votes, 0);
  return { rows: rows.sort((a, b) => b.votes - a.votes || a.option.number - b.option.number), total };
}

function progress({ contest, counts, states, at, utcOffsetMinutes }: Spoken, language: LanguageCode): string {
  const n = (value: number): string => formatNumber(value, language);
  const when = formatDateTime({ at, utcOffsetMinutes }, language);
  const share = formatPercent({ part: counts.counted, total: counts.expected }, language);
  const [held, waiting] = [(states.held ?? 0) + (states.withdrawn ?? 0), states.received ?? 0];
  const [counted, expected] = [n(counts.counted), n(counts.expected)];
  return language === 'id'
    ? `Sampai ${when}, suara ${counted} dari ${expected} TPS (${share}) sudah dihitung untuk ${contest.name}; ${n(held)} TPS ditahan atau ditarik dan ${n(waiting)} TPS masih diperiksa.`
    : `As of ${when}, the votes of ${counted} of ${expected} TPS (${share}) are counted for ${contest.name}; ${n(held)} TPS ${englishForm(held, 'is', 'are')} held back or withdrawn and ${n(waiting)} ${englishForm(waiting, 'is', 'are')} still being checked.`;
}

function standing({ contest, votes }: Spoken, language: LanguageCode): string {
  const { rows, total } = rankedVotes(contest.options, votes);
  if (total === 0) return language === 'id' ? 'Belum ada suara yang dihitung.' : 'No votes are counted yet.';
  const told = rows.slice(0, NAMED).map(({ option, votes: of }) => {
    const share = formatPercent({ part: of, total }, language);
    const name = optionName(contest.options, option.id, language);
    const word = language === 'id' ? 'suara' : englishForm(of, 'vote', 'votes');
    return `${name} ${formatNumber(of, language)} ${word} (${share})`;
  });
  return language === 'id'
    ? `Sementara ini ${listed(told, language)}; hasil resmi ditetapkan dalam rapat pleno.`
    : `At this point ${listed(told, language)}; the official result is adopted by the plenary.`;
}

function missing({ coverage, contest, outcome }: Spoken, language: LanguageCode): string {
  const left = coverage.missing.tps;
  const change = canChange(outcome, contest.options, language);
  if (left === 0) return language === 'id' ? `Semua TPS sudah dihitung; ${change}.` : `All TPS are counted; ${change}.`;
  const [few, where] = [formatNumber(left, language), mostlyIn(coverage, language)];
  return language === 'id'
    ? `Belum dihitung ${few} TPS, ${where}; ${change}.`
    : `${few} TPS ${englishForm(left, 'is', 'are')} not counted yet, ${where}; ${change}.`;
}

function canChange(outcome: Outcome, options: readonly ContestOption[], language: LanguageCode): string {
  const answer = outcome.answers.find(({ question }) => question === 'leader');
  const isIndonesian = language === 'id';
  if (answer === undefined)
    return isIndonesian ? 'apa yang dapat diubahnya belum dapat dikatakan' : 'what they can change cannot be told yet';
  const leader = optionName(options, outcome.ranking[0]?.option ?? '', language);
  const ballots = formatNumber(outcome.outstanding.ballots, language);
  const [coming, votes] = [outcome.outstanding.ballots, englishForm(outcome.outstanding.ballots, 'vote', 'votes')];
  const swing = formatNumber(outcome.swingPerMille / 10, language);
  if (answer.worst === 'settled')
    return isIndonesian
      ? `seandainya semua ${ballots} suara yang masih mungkin masuk diberikan kepada satu calon lain, ${leader} tetap unggul`
      : `even if ${englishForm(coming, 'the', 'all')} ${ballots} ${votes} that can still come went to one other candidate, ${leader} would stay ahead`;
  if (answer.realistic === 'settled')
    return isIndonesian
      ? `${ballots} suara yang masih mungkin masuk cukup untuk mengubah urutan pertama, tetapi tidak bila TPS itu memilih seperti TPS lain di daerahnya, juga dengan pergeseran ${swing} poin`
      : `the ${ballots} ${votes} that can still come ${englishForm(coming, 'is', 'are')} enough to change the leader, but not if those TPS vote as others of their area, even with a swing of ${swing} ${englishForm(outcome.swingPerMille / 10, 'point', 'points')}`;
  return isIndonesian
    ? `${ballots} suara yang masih mungkin masuk dapat mengubah urutan pertama`
    : `the ${ballots} ${votes} that can still come can change the leader`;
}
