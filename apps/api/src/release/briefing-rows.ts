import type { ReleaseRow } from '@posko/contracts';
import { levelOf, publicStateOf } from '@posko/domain';
import type { Contest, OutcomeLeft, OutcomePart, PublicState } from '@posko/domain';
import type { BriefedArea } from './briefed-area';
import type { FigureSum, Snapshot, TpsGroup } from './snapshot.repository';

type Sums = Record<string, number>;

/** What is added up of one part, or of all of them. */
interface Tally {
  expected: number;
  received: number;
  counted: number;
  voters: number;
  states: Partial<Record<PublicState, number>>;
  reasons: ReleaseRow['reasons'];
  votes: Record<FigureSum['block'], Sums>;
}

function isCounted({ state }: Pick<TpsGroup, 'state'>): boolean {
  return state === 'published' || state === 'corrected';
}

/** The part that a code lies in: usually the code itself, but parts of a dapil may be of different tiers. */
export function partOf(parts: readonly string[]): (code: string) => string {
  const known = new Set(parts);
  const lengths = [...new Set(parts.map(({ length }) => length))];
  return (code) => lengths.map((length) => code.slice(0, length)).find((part) => known.has(part)) ?? code;
}

/** Three counts, states, reasons and votes of every part and of all of it; the parts add up to the whole by construction. */
export function rowsOf(snapshot: Snapshot, area: BriefedArea): { region: ReleaseRow; rows: ReleaseRow[] } {
  const tallies = new Map(area.parts.map((part) => [part, emptyTally()]));
  const whole = emptyTally();
  const place = partOf(area.parts);
  const both = (code: string): Tally[] => [whole, ...[tallies.get(place(code))].filter((one) => one !== undefined)];
  for (const group of snapshot.groups) for (const tally of both(group.part)) addGroup(tally, group);
  for (const { part, code, tps } of snapshot.holds)
    for (const { reasons } of both(part)) reasons[code] = (reasons[code] ?? 0) + tps;
  for (const { part, block, name, sum } of snapshot.sums)
    for (const { votes } of both(part)) votes[block][name] = (votes[block][name] ?? 0) + sum;
  const row = (code: string, tally: Tally): ReleaseRow => ({
    code,
    name: snapshot.names.get(code) ?? code,
    level: levelOf(code),
    ...told(tally, area.contest),
  });
  const name = area.places.map((code) => snapshot.names.get(code) ?? code).join(', ');
  return { region: { ...row(area.top, whole), name }, rows: [...tallies].map(([code, tally]) => row(code, tally)) };
}

/** What the gauge looks at: counted and undisputed votes of each part, and what is left there. */
export function outcomeParts(
  snapshot: Snapshot,
  area: BriefedArea,
): { parts: OutcomePart[]; outstanding: Omit<OutcomeLeft, 'voters' | 'ballots'>; voters: number } {
  const place = partOf(area.parts);
  const parts = new Map(area.parts.map((part) => [part, emptyPart()]));
  const outstanding = { tps: 0, missing: 0, held: 0, disputed: 0 };
  let voters = 0;
  for (const group of snapshot.groups) {
    voters += group.voters;
    const part = parts.get(place(group.part));
    if (isCounted(group) && !group.isDisputed) {
      if (part !== undefined) part.voters += group.voters;
      continue;
    }
    outstanding.tps += group.tps;
    outstanding[leftAs(group)] += group.tps;
    if (part === undefined) continue;
    part.left.voters += group.voters;
    part.left.ballots += group.ballots;
  }
  for (const { part, isDisputed, block, name, sum } of snapshot.sums) {
    const votes = parts.get(place(part))?.votes;
    if (votes !== undefined && block === 'options' && !isDisputed) votes[name] = (votes[name] ?? 0) + sum;
  }
  return { parts: [...parts.values()], outstanding, voters };
}

function emptyPart(): { votes: Sums; voters: number; left: { voters: number; ballots: number } } {
  return { votes: {}, voters: 0, left: { voters: 0, ballots: 0 } };
}

function leftAs(group: TpsGroup): 'missing' | 'held' | 'disputed' {
  if (isCounted(group)) return 'disputed';
  const state = publicStateOf(group.state);
  return state === 'held' || state === 'withdrawn' ? 'held' : 'missing';
}

function emptyTally(): Tally {
  const votes = { options: {}, parties: {}, sums: {} };
  return { expected: 0, received: 0, counted: 0, voters: 0, states: {}, reasons: {}, votes };
}

function addGroup(tally: Tally, group: TpsGroup): void {
  const state = publicStateOf(group.state);
  tally.expected += group.tps;
  tally.received += group.received;
  if (isCounted(group)) tally.counted += group.tps;
  tally.voters += group.voters;
  tally.states[state] = (tally.states[state] ?? 0) + group.tps;
}

function told(tally: Tally, { options }: Contest): Omit<ReleaseRow, 'code' | 'name' | 'level'> {
  const { expected, received, counted, voters, states, reasons, votes } = tally;
  const parties = options.filter(({ kind }) => kind === 'party');
  const named = (of: Contest['options'], sums: Sums): Sums =>
    Object.fromEntries(of.map(({ id }) => [id, sums[id] ?? 0]));
  const sum = (name: string): number => votes.sums[name] ?? 0;
  return {
    counts: { expected, received, counted },
    states,
    reasons,
    voters,
    votes: {
      options: named(options, votes.options),
      ...(parties.length === 0 ? {} : { parties: named(parties, votes.parties) }),
      valid: sum('valid'),
      invalid: sum('invalid'),
      total: sum('total'),
      dpt: sum('dpt'),
      came: sum('came'),
    },
  };
}
