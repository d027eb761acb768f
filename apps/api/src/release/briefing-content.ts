import { RELEASE_VERSION } from '@posko/contracts';
import type { BothLanguages, Briefing, QuickCountView, ReleaseProblem } from '@posko/contracts';
import {
  LANGUAGES,
  besideCount,
  coverageOf,
  coverageSentence,
  isoTime,
  levelOf,
  outcomeOf,
  regionName,
  releaseSentences,
} from '@posko/domain';
import type { Coverage, LanguageCode, Spoken } from '@posko/domain';
import type { BriefedArea } from './briefed-area';
import { outcomeParts, partOf, rowsOf } from './briefing-rows';
import type { ProblemCount, Snapshot } from './snapshot.repository';

/** What is not in the tables. */
export interface BriefingTerms {
  /** As of when, by the room's clock: milliseconds since the epoch. */
  readonly at: number;
  readonly utcOffsetMinutes: number;
  readonly votingDay: string;
  readonly isRehearsal: boolean;
  readonly swingPerMille: number;
  /** Of the contest's area; null where nobody said. */
  readonly population: number | null;
}

/** Kinds of problems that are told. */
const TOLD_PROBLEMS = 6;

/** What can be said of a contest, from one snapshot: nothing of it is read anywhere else. */
export function briefingOf(snapshot: Snapshot, area: BriefedArea, terms: BriefingTerms): Briefing {
  const { contest } = area;
  const { id, code, name, options } = contest;
  const { region, rows } = rowsOf(snapshot, area);
  const { swingPerMille, population, at, utcOffsetMinutes, votingDay, isRehearsal } = terms;
  const coverage = coverageIn(snapshot, area);
  const outcome = outcomeOf({ contest, ...outcomeParts(snapshot, area), population, swingPerMille });
  const votes = region.votes.parties ?? region.votes.options;
  const { counts, states } = region;
  const spoken: Spoken = { contest, at, utcOffsetMinutes, counts, states, votes, coverage, outcome };
  return {
    version: RELEASE_VERSION,
    contest: { id, code, name, options },
    seq: snapshot.seq,
    at: isoTime(at),
    utcOffsetMinutes,
    votingDay,
    isRehearsal,
    region,
    rows,
    coverage,
    coverageSentence: inBoth((language) => coverageSentence(coverage, language)),
    outcome,
    problems: problemsOf(snapshot),
    quickCounts: latestQuickCounts(snapshot, votes),
    sentences: { id: releaseSentences(spoken, 'id'), en: releaseSentences(spoken, 'en') },
  };
}

function inBoth(say: (language: LanguageCode) => string): BothLanguages {
  return Object.fromEntries(LANGUAGES.map((language) => [language, say(language)])) as BothLanguages;
}

function coverageIn({ groups, names }: Snapshot, { parts }: BriefedArea): Coverage {
  const place = partOf(parts);
  const told = parts.map((code) => ({ code, name: names.get(code) ?? code }));
  return coverageOf(
    groups.map(({ part, state, ...group }) => ({
      ...group,
      part: place(part),
      isCounted: state === 'published' || state === 'corrected',
    })),
    told,
  );
}

/** Most severe first, among those alike most frequent. */
function problemsOf({ problems, places }: Snapshot): ReleaseProblem[] {
  return [...Map.groupBy(problems, ({ kind }) => kind)]
    .map(([kind, of]) => ({ ...problemOf(kind, of), places: places.get(kind) ?? 0 }))
    .sort((a, b) => b.severity - a.severity || b.incidents - a.incidents || (a.kind < b.kind ? -1 : 1))
    .slice(0, TOLD_PROBLEMS);
}

function problemOf(kind: ProblemCount['kind'], of: readonly ProblemCount[]): Omit<ReleaseProblem, 'places'> {
  return {
    kind,
    severity: Math.max(...of.map(({ severity }) => severity)),
    incidents: of.reduce((sum, { incidents }) => sum + incidents, 0),
    statuses: Object.fromEntries(of.map(({ status, incidents }) => [status, incidents])),
    since: isoTime(Math.min(...of.map(({ since }) => since))),
  };
}

/** Of each institute what it said last. */
function latestQuickCounts({ quickCounts }: Snapshot, votes: Readonly<Record<string, number>>): QuickCountView[] {
  const latest = [...Map.groupBy(quickCounts, ({ figures }) => figures.institute).values()].flatMap(([first]) =>
    first === undefined ? [] : [first],
  );
  return latest.map(({ id, figures, enteredAt }) => ({
    id,
    ...figures,
    enteredAt: isoTime(enteredAt),
    lines: besideCount(figures, votes),
  }));
}

/** Name of the whole area as people read it. */
export function areaName({ region }: Pick<Briefing, 'region'>): string {
  return regionName(region.name, levelOf(region.code));
}
