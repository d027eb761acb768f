import type { CHasil, Contest, VoterRow } from '@posko/domain';
import { PROFILES, apportion, blankForm, reserveOf } from '@posko/domain';
import { RandomStream } from './stream';

/** A TPS as far as its form needs it. */
export interface Voters {
  readonly code: string;
  readonly dptL: number;
  readonly dptP: number;
}

/** Votes by option of one region, to be spread over its TPS without one too many or too few. */
export type RegionVotes = ReadonlyMap<string, number>;

/** How far a TPS leans from its region, and how its turnout differs. */
const LEANING = { low: 0.6, high: 1.4 };
const TURNOUT = { low: 0.9, high: 1.1 };
/** Invalid votes of all; 5.5 % was the mean of Jawa Timur in 2024. */
const INVALID = { low: 0.02, high: 0.09 };

/**
 * The true forms of the TPS of one region, in their order: every rule holds on each, and their votes add up to the region's
 * exactly. Throws where there are more votes than voters. Depends on nothing but the seed, the codes and the totals.
 */
export function trueForms(
  seed: number,
  contest: Contest,
  region: { tps: readonly Voters[]; votes: RegionVotes },
): CHasil[] {
  const { tps, votes } = region;
  const room = tps.map(({ dptL, dptP }) => Math.floor((dptL + dptP) * 0.97));
  const streams = tps.map(({ code }) => new RandomStream(seed, `${contest.id}/${code}`));
  const sizes = tps.map(({ dptL, dptP }, n) => (dptL + dptP) * drawn(streams[n], TURNOUT));
  const columns = contest.options.map(({ id }) => {
    const weights = sizes.map((size, n) => Math.round(size * 1000 * drawn(streams[n], LEANING)));
    return apportion(votes.get(id) ?? 0, weights);
  });
  fit(columns, room);
  return tps.map((one, n) => {
    const own = columns.map((column) => column[n] ?? 0);
    return formOf(contest, one, { votes: own, stream: streams[n] ?? new RandomStream(seed, one.code) });
  });
}

function drawn(stream: RandomStream | undefined, { low, high }: { low: number; high: number }): number {
  return stream?.between(low, high) ?? 1;
}

/** Moves votes from TPS that have more than voters to those that have room, each within its option: the sums stay. */
function fit(columns: number[][], room: readonly number[]): void {
  const usedAt = (n: number): number => columns.reduce((sum, column) => sum + (column[n] ?? 0), 0);
  const free = room.map((most, n) => most - usedAt(n));
  let taker = 0;
  for (let n = 0; n < room.length; n++) {
    while ((free[n] ?? 0) < 0) {
      while (taker < room.length && (free[taker] ?? 0) <= 0) taker++;
      if (taker === room.length) throw new RangeError('There are more votes than voters');
      move(columns, { from: n, to: taker, free });
    }
  }
}

/** Takes from the option with the most votes there: a few votes fewer change it least. */
function move(columns: number[][], { from, to, free }: { from: number; to: number; free: number[] }): void {
  const most = columns.reduce((a, b) => ((b[from] ?? 0) > (a[from] ?? 0) ? b : a));
  const votes = Math.min(-(free[from] ?? 0), free[to] ?? 0, most[from] ?? 0);
  most[from] = (most[from] ?? 0) - votes;
  most[to] = (most[to] ?? 0) + votes;
  free[from] = (free[from] ?? 0) + votes;
  free[to] = (free[to] ?? 0) - votes;
}

interface Drawn {
  readonly votes: readonly number[];
  readonly stream: RandomStream;
}

function formOf(contest: Contest, { dptL, dptP }: Voters, { votes, stream }: Drawn): CHasil {
  const dpt = dptL + dptP;
  const received = dpt + reserveOf(dpt, PROFILES[contest.profile]);
  const valid = votes.reduce((sum, one) => sum + one, 0);
  const spoiled = stream.below(3);
  const invalid = Math.min(Math.round(valid * drawn(stream, INVALID)), Math.max(0, dpt - valid));
  const total = valid + invalid;
  const extra = Math.min(total, stream.below(8));
  const [moved, ktp] = [splitRow(extra - Math.ceil(extra / 2), 0.5), splitRow(Math.ceil(extra / 2), 0.5)];
  const own = cameRow(total - extra, dptL, dptP);
  const all = row(own.l + moved.l + ktp.l, own.p + moved.p + ktp.p);
  const options = Object.fromEntries(contest.options.map(({ id }, n) => [id, votes[n] ?? 0]));
  const disabled = row(Math.min(all.l, stream.below(3)), Math.min(all.p, stream.below(3)));
  return {
    ...blankForm(contest),
    voters: { dpt: row(dptL, dptP) },
    came: { dpt: own, moved, ktp, total: all },
    ballots: {
      received,
      used: total,
      spoiled: Math.min(spoiled, received - total),
      unused: received - total - Math.min(spoiled, received - total),
    },
    disability: { came: disabled },
    votes: { options, valid, invalid, total },
  };
}

type Row = VoterRow & { l: number; p: number; j: number };

function row(l: number, p: number): Row {
  return { l, p, j: l + p };
}

function splitRow(count: number, share: number): Row {
  const l = Math.floor(count * share);
  return row(l, count - l);
}

/** Those on the list who came, men and women each within the list. */
function cameRow(count: number, dptL: number, dptP: number): Row {
  const l = Math.min(dptL, Math.max(count - dptP, Math.round((count * dptL) / Math.max(1, dptL + dptP))));
  return row(l, count - l);
}

/** What goes wrong when somebody reads a form. */
export const SLIPS = ['digits', 'rows', 'valid', 'list', 'blank'] as const;
export type Slip = (typeof SLIPS)[number];

/**
 * A form as somebody who slips reads it: two digits the other way round, two options in one another's rows, a wrong sum, a wrong
 * number of voters, a field left out. Never as it is.
 */
export function slipped(form: CHasil, stream: RandomStream): CHasil {
  const slip = stream.pick(SLIPS);
  const { options, valid } = form.votes;
  const ids = Object.keys(options);
  const id = ids[stream.below(ids.length)] ?? '';
  const figure = options[id] ?? 0;
  switch (slip) {
    case 'digits':
      return withVotes(form, { options: { ...options, [id]: swappedDigits(figure) } });
    case 'rows': {
      const other = ids[(ids.indexOf(id) + 1) % ids.length] ?? id;
      if (options[other] === figure) return withVotes(form, { valid: (valid ?? 0) + 1 });
      return withVotes(form, { options: { ...options, [id]: options[other] ?? 0, [other]: figure } });
    }
    case 'valid':
      return withVotes(form, { valid: (valid ?? 0) + stream.pick([1, 10, 100]) });
    case 'list':
      return { ...form, came: { ...form.came, total: { ...form.came.total, j: (form.came.total.j ?? 0) + 1 } } };
    case 'blank':
      return withVotes(form, { invalid: null });
  }
}

function withVotes(form: CHasil, votes: Partial<CHasil['votes']>): CHasil {
  return { ...form, votes: { ...form.votes, ...votes } };
}

/** The last two digits the other way round; where that is the same, one more. */
function swappedDigits(figure: number): number {
  const digits = String(figure).padStart(2, '0');
  const swapped = Number(digits.slice(0, -2) + digits.slice(-2).split('').reverse().join(''));
  return swapped === figure ? figure + 1 : swapped;
}

/**
 * A paper that is wrong by itself: a row of those who came does not add up. The votes are as they were counted; somebody confirms that
 * it stands so.
 */
export function wrongOnPaper(form: CHasil): CHasil {
  const { ktp } = form.came;
  return { ...form, came: { ...form.came, ktp: { ...ktp, j: (ktp.j ?? 0) + 1 } } };
}
