import * as z from 'zod';
import type { Contest, Profile } from './contest';
import { OptionId } from './contest';

/** Largest figure that a form of one TPS can hold. */
export const FIGURE_MAX = 9999;

/** A figure of a C.Hasil as it stands on the paper; null where nothing is written. */
export const Figure = z.int().min(0).max(FIGURE_MAX).nullable();
export type Figure = z.infer<typeof Figure>;

/** Men, women, both: as written, never computed. */
export const VoterRow = z.strictObject({ l: Figure, p: Figure, j: Figure });
export type VoterRow = z.infer<typeof VoterRow>;
export const SEXES = ['l', 'p', 'j'] as const;

/**
 * The figures of one C.Hasil (domain.md section 5), block by block. `moved` is DPPh at a Pilkada and DPTb at a Pemilu, `ktp` is DPTb
 * at a Pilkada and DPK at a Pemilu: the letters change, the row does not.
 */
export const CHasil = z.strictObject({
  voters: z.strictObject({ dpt: VoterRow }),
  came: z.strictObject({ dpt: VoterRow, moved: VoterRow, ktp: VoterRow, total: VoterRow }),
  ballots: z.strictObject({ received: Figure, used: Figure, spoiled: Figure, unused: Figure }),
  disability: z.strictObject({ came: VoterRow }),
  votes: z.strictObject({
    /** By option; for a party its own votes, without those of its candidates. */
    options: z.record(OptionId, Figure),
    /** By party: own votes and those of its candidates together, as written. */
    parties: z.record(OptionId, Figure).optional(),
    valid: Figure,
    invalid: Figure,
    total: Figure,
  }),
});
export type CHasil = z.infer<typeof CHasil>;

const NO_ROW: VoterRow = { l: null, p: null, j: null };

/** A form on which nothing is written. */
export function blankForm(contest: Pick<Contest, 'options'>): CHasil {
  const parties = contest.options.filter(({ kind }) => kind === 'party');
  return {
    voters: { dpt: NO_ROW },
    came: { dpt: NO_ROW, moved: NO_ROW, ktp: NO_ROW, total: NO_ROW },
    ballots: { received: null, used: null, spoiled: null, unused: null },
    disability: { came: NO_ROW },
    votes: {
      options: Object.fromEntries(contest.options.map(({ id }) => [id, null])),
      ...(parties.length > 0 ? { parties: Object.fromEntries(parties.map(({ id }) => [id, null])) } : {}),
      valid: null,
      invalid: null,
      total: null,
    },
  };
}

/** Where a figure stands: `came.total.j`, `votes.options.1000032`. */
export type FieldPath = string;

type FigureOf = (form: CHasil) => Figure;

function rowFigures(path: FieldPath, rowOf: (form: CHasil) => VoterRow): (readonly [FieldPath, FigureOf])[] {
  return SEXES.map((sex) => [`${path}.${sex}`, (form) => rowOf(form)[sex]] as const);
}

/** The figures before the votes, and the sums after them, in the order of the paper. */
const HEAD: readonly (readonly [FieldPath, FigureOf])[] = [
  ...rowFigures('voters.dpt', ({ voters }) => voters.dpt),
  ...(['dpt', 'moved', 'ktp', 'total'] as const).flatMap((row) => rowFigures(`came.${row}`, ({ came }) => came[row])),
  ...(['received', 'used', 'spoiled', 'unused'] as const).map(
    (line) => [`ballots.${line}`, ({ ballots }: CHasil) => ballots[line]] as const,
  ),
  ...rowFigures('disability.came', ({ disability }) => disability.came),
];
const FOOT = (['valid', 'invalid', 'total'] as const).map(
  (line) => [`votes.${line}`, ({ votes }: CHasil) => votes[line]] as const,
);

/** Every figure of a form by its path, in the order of the paper, whatever the order in which the form was stored. */
export function figuresOfForm(form: CHasil): ReadonlyMap<FieldPath, Figure> {
  const { options, parties = {} } = form.votes;
  return new Map([
    ...HEAD.map(([path, figureOf]) => [path, figureOf(form)] as const),
    ...Object.entries(options).map(([id, figure]) => [`votes.options.${id}`, figure] as const),
    ...Object.entries(parties).map(([id, figure]) => [`votes.parties.${id}`, figure] as const),
    ...FOOT.map(([path, figureOf]) => [path, figureOf(form)] as const),
  ]);
}

/** Paths on which two readings of the same form differ, in the order of the paper (rule W209). */
export function differencesOf(a: CHasil, b: CHasil): FieldPath[] {
  if (a === b) return [];
  const differing = (figures: typeof HEAD): FieldPath[] =>
    figures.filter(([, figureOf]) => figureOf(a) !== figureOf(b)).map(([path]) => path);
  return [
    ...differing(HEAD),
    ...differingLines('votes.options', a.votes.options, b.votes.options),
    ...differingLines('votes.parties', a.votes.parties ?? {}, b.votes.parties ?? {}),
    ...differing(FOOT),
  ];
}

/** A line that one of them does not have is one on which nothing is written. */
function differingLines(path: FieldPath, a: CHasil['votes']['options'], b: CHasil['votes']['options']): FieldPath[] {
  const ids = [...Object.keys(a), ...Object.keys(b).filter((id) => !Object.hasOwn(a, id))];
  return ids.filter((id) => (a[id] ?? null) !== (b[id] ?? null)).map((id) => `${path}.${id}`);
}

/** True where something is written on who came and on the votes' sums. */
export function hasAdministration(form: CHasil): boolean {
  const { voters, came, votes } = form;
  const rows = [voters.dpt, came.dpt, came.moved, came.ktp, came.total].flatMap(({ l, p, j }) => [l, p, j]);
  return [...rows, votes.valid, votes.invalid, votes.total].some(isThere);
}

/** True where a vote of any option is written. */
export function hasOptions({ votes }: CHasil): boolean {
  return [...Object.values(votes.options), ...Object.values(votes.parties ?? {})].some(isThere);
}

export const FORM_STATUSES = ['empty', 'partial', 'complete'] as const;
export type FormStatus = (typeof FORM_STATUSES)[number];

/**
 * `empty`: no photo, no figure. `complete`: options and administration are there, and blocks III and IV where the profile has them.
 * Everything between is `partial`, which is rule E112.
 */
export function formStatus(form: CHasil | null, profile: Profile, hasPhoto: boolean): FormStatus {
  const blocks = form === null ? [] : blocksOf(form, profile);
  if (blocks.length > 0 && blocks.every(Boolean)) return 'complete';
  return !hasPhoto && !blocks.some(Boolean) ? 'empty' : 'partial';
}

function blocksOf(form: CHasil, profile: Profile): boolean[] {
  return [
    hasOptions(form),
    hasAdministration(form),
    ...(profile.hasBallots ? [Object.values(form.ballots).some(isThere)] : []),
    ...(profile.hasDisability ? [Object.values(form.disability.came).some(isThere)] : []),
  ];
}

function isThere(figure: Figure): figure is number {
  return figure !== null;
}
