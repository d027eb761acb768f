import type { PublishedAct, PublishedContest, PublishedPhoto, PublishedTps } from '@posko/contracts';
import type { CHasil, HoldCode, PublicState, TpsCode } from '@posko/domain';
import { blankForm } from '@posko/domain';
import { smallTps } from './small-regency';
import type { SmallTps } from './small-regency';

/** When the voting day's evening begins; each TPS comes a minute after the one before it. */
export const EVENING = Date.parse('2024-11-27T18:00:00+07:00');

type Options = Pick<PublishedContest, 'options'>;

/** A form on which everything adds up, with other figures at every TPS. */
export function publishedForm(contest: Options, { position, dptL, dptP }: SmallTps): CHasil {
  const form = blankForm(contest);
  const row = (l: number, p: number): { l: number; p: number; j: number } => ({ l, p, j: l + p });
  const lines = contest.options.filter(({ kind }) => kind !== 'party');
  const votes = Object.fromEntries(lines.map(({ id }, index) => [id, votesOf(position, index, lines.length)]));
  const own = Object.fromEntries(contest.options.filter(({ kind }) => kind === 'party').map(({ id }) => [id, 3]));
  const options = { ...form.votes.options, ...votes, ...own };
  const valid = Object.values(options).reduce<number>((sum, figure) => sum + (figure ?? 0), 0);
  const invalid = 5 + (position % 7);
  const total = valid + invalid;
  const women = Math.ceil(total / 2);
  return {
    voters: { dpt: row(dptL, dptP) },
    came: {
      dpt: row(total - women - 2, women - 4),
      moved: row(1, 2),
      ktp: row(1, 2),
      total: row(total - women, women),
    },
    ballots: { received: dptL + dptP + 11, used: total, spoiled: 2, unused: dptL + dptP + 9 - total },
    disability: { came: row(1, 1) },
    votes: { ...form.votes, options, ...partiesOf(contest, options), valid, invalid, total },
  };
}

/** By party, its own votes and those of its candidates. */
function partiesOf({ options }: Options, votes: CHasil['votes']['options']): Pick<CHasil['votes'], 'parties'> {
  const parties = options.filter(({ kind }) => kind === 'party').map(({ id }) => id);
  if (parties.length === 0) return {};
  const sum = (party: string): number =>
    options
      .filter((option) => option.id === party || option.party === party)
      .reduce((all, { id }) => all + (votes[id] ?? 0), 0);
  return { parties: Object.fromEntries(parties.map((party) => [party, sum(party)])) };
}

/** Options later on the ballot have fewer votes, and all of them other numbers at every TPS. */
function votesOf(position: number, index: number, among: number): number {
  const all = 240 + 2 * position;
  const weight = [3, 7, 5, 2][index % 4] ?? 1;
  return Math.floor((all * weight) / (4.5 * among)) + ((position * (index + 3)) % (among > 4 ? 2 : 11));
}

/** What has come of each TPS, by its place in the register: two of three are counted, the others wait for all there is to wait for. */
const STORIES: readonly { readonly state: PublicState; readonly holds?: readonly HoldCode[] }[] = [
  { state: 'counted' },
  { state: 'counted' },
  { state: 'corrected' },
  { state: 'held', holds: ['E106'] },
  { state: 'counted' },
  { state: 'received' },
  { state: 'counted' },
  { state: 'withdrawn' },
  { state: 'counted' },
  { state: 'photo' },
  { state: 'counted' },
  { state: 'held', holds: ['illegible', 'E104'] },
  { state: 'counted' },
  { state: 'counted' },
  { state: 'empty' },
];

export interface TpsOptions {
  readonly contest: PublishedContest;
  /** TPS from this place in the register on have sent nothing yet. */
  readonly arrived: number;
}

/** The small register's TPS as they are published. */
export function publishedTps({ contest, arrived }: TpsOptions): PublishedTps[] {
  return smallTps()
    .filter(({ code }) => contest.regions.some((region) => code.startsWith(region)))
    .map((tps) => published(contest, tps, tps.position < arrived));
}

function published(contest: PublishedContest, tps: SmallTps, isIn: boolean): PublishedTps {
  const story = STORIES[tps.position % STORIES.length];
  const state = isIn ? (story?.state ?? 'counted') : 'empty';
  const at = new Date(EVENING + tps.position * 60_000).toISOString();
  const form = publishedForm(contest, tps);
  const isCounted = state === 'counted' || state === 'corrected';
  return {
    code: tps.code as TpsCode,
    voters: tps.dptL + tps.dptP,
    state,
    ...(state === 'empty' ? { seq: 0, at: null } : { seq: 1000 + tps.position, at }),
    form: isCounted ? form : null,
    holds: isIn ? [...(story?.holds ?? [])] : [],
    warnings: isCounted && tps.position % 4 === 0 ? ['W202'] : [],
    isConfirmed: state === 'corrected',
    photos: state === 'empty' ? [] : photosOf(tps, state),
    corrections: state === 'corrected' ? [act(at, correctedFrom(contest, form))] : [],
    withdrawal: state === 'withdrawn' ? act(at, form) : null,
  };
}

/** A slip of the pen of nine votes on the first option. */
function correctedFrom({ options }: Options, form: CHasil): CHasil {
  const first = options.find(({ kind }) => kind !== 'party')?.id ?? '';
  const { votes } = form;
  const plus = (figure: number | null | undefined): number => (figure ?? 0) + 9;
  const changed = { valid: plus(votes.valid), total: plus(votes.total) };
  return {
    ...form,
    votes: { ...votes, ...changed, options: { ...votes.options, [first]: plus(votes.options[first]) } },
  };
}

function act(at: string, before: CHasil): PublishedAct {
  const document = 'Berita acara PPS 12/PPS/XI/2024';
  return { at, reason: 'Angka pasangan pertama salah dibaca dari foto', document, before };
}

/** Paths of the pictures that the tree has. */
export const SAMPLE_PHOTOS = ['foto/contoh-1.svg', 'foto/contoh-2.svg'] as const;

function photosOf({ code }: SmallTps, state: PublicState): PublishedPhoto[] {
  const sha256 = (page: number): string => `${code}${page}`.padStart(64, 'a1b2c3d4e5f6');
  const pages: PublishedPhoto[] = [1, 2].map((page) => ({
    sha256: sha256(page),
    page,
    image: SAMPLE_PHOTOS[page - 1] ?? null,
    replacedBy: null,
  }));
  if (state !== 'corrected') return pages;
  return [...pages, { sha256: sha256(9), page: 1, image: null, replacedBy: sha256(1) }];
}
