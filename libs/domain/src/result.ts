import * as z from 'zod';
import { TpsCode } from './code';
import { ContestId } from './contest';
import { CHasil } from './form';
import { RULES } from './form-rule';
import { PersonRef } from './person';
import { FreeText } from './text';

const Time = z.iso.datetime({ offset: true });
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Where the result of one contest at one TPS stands on its way to the public. */
export const RESULT_STATES = [
  'empty',
  'photoOnly',
  'enteredOnce',
  'differing',
  'held',
  'passed',
  'published',
  'withdrawn',
  'corrected',
] as const;
export const ResultState = z.enum(RESULT_STATES);
export type ResultState = z.infer<typeof ResultState>;

/** Its figures are before the public. */
export function isPublished(state: ResultState): boolean {
  return state === 'published' || state === 'corrected';
}

/**
 * Why a form cannot be counted though it is here, besides the rules: PREP's reasons, and that somebody objected.
 */
export const HOLD_REASONS = [
  'illegible',
  'blankForm',
  'exceedsList',
  'noForm',
  'notInRegister',
  'notDelivered',
  'notInstalled',
  'wrongPhoto',
  'objection',
] as const;
export const HoldCode = z.enum([...RULES, ...HOLD_REASONS]);
export type HoldCode = z.infer<typeof HoldCode>;

/** Who read the figures off the paper. */
export const READING_SOURCES = ['crew', 'typist', 'import'] as const;
export const ReadingSource = z.enum(READING_SOURCES);
export type ReadingSource = z.infer<typeof ReadingSource>;

/** One person's reading of the form. A later one by the same person stands in its place; the journal keeps both. */
export const Reading = z.object({ id: z.uuid(), source: ReadingSource, by: PersonRef, at: Time, form: CHasil });
export type Reading = z.infer<typeof Reading>;

/**
 * What may be wrong with a photo; it is kept all the same. `duplicate`: the same bytes lie at another TPS, `similar`: the same
 * picture does (W207).
 */
export const PHOTO_DOUBTS = ['small', 'blurred', 'dark', 'cut', 'duplicate', 'similar'] as const;
export const PhotoDoubt = z.enum(PHOTO_DOUBTS);
export type PhotoDoubt = z.infer<typeof PhotoDoubt>;

/** A photo of one page. Another one may stand in its place; it stays. */
export const Photo = z.object({
  sha256: Sha256,
  page: z.int().min(1).max(20),
  by: PersonRef,
  at: Time,
  replacedBy: Sha256.nullable(),
  doubts: z.array(PhotoDoubt),
});
export type Photo = z.infer<typeof Photo>;

/** Somebody's word for something, and when it was given. */
export const Word = z.object({ reason: z.string().min(1), by: PersonRef, at: Time });
export type Word = z.infer<typeof Word>;

/** Taken back or changed after publication: never without a document that says so. */
export const DocumentedWord = Word.extend({ document: z.string().min(1) });
export type DocumentedWord = z.infer<typeof DocumentedWord>;

/** How it was decided which figures are on the paper. */
export const SETTLEMENTS = ['agreement', 'single', 'resolution', 'correction'] as const;
export const Settlement = z.enum(SETTLEMENTS);

/**
 * The result of one contest at one TPS: the fold of its journal entries. What the gate said is kept, not computed again: rules
 * and settings may be others tomorrow.
 */
export const Result = z.object({
  contest: ContestId,
  tps: TpsCode,
  version: z.int().min(0),
  state: ResultState,
  photos: z.array(Photo),
  /** At most one per person, in the order in which they came. */
  readings: z.array(Reading),
  /** What counts: as settled, before that the first reading. */
  form: CHasil.nullable(),
  settlement: Settlement.nullable(),
  /** Paths on which the readings differ, or a later reading and what was settled. */
  differences: z.array(z.string()),
  /** Codes of rules that the form breaks, errors and warnings. */
  codes: z.array(z.enum(RULES)),
  /** Why it is held; of what is public, what speaks against it since. */
  holds: z.array(HoldCode),
  /** Set by hand, with whose word; it holds until it is lifted. */
  hold: Word.extend({ code: z.enum(HOLD_REASONS) }).nullable(),
  explanations: z.partialRecord(z.enum(RULES), Word),
  /** A verifier saw that it stands so on the paper: errors hold it no longer. */
  confirmation: Word.nullable(),
  resolution: Word.nullable(),
  /** Readings that whoever resolved, confirmed or corrected last had before them. */
  seen: z.array(z.uuid()),
  /** Somebody said that it may go out, where passing is not enough. */
  isReleased: z.boolean(),
  withdrawal: DocumentedWord.nullable(),
  /** Figures that were public once and are no more, latest last; `withdrawal` where they had been taken back before. */
  corrections: z.array(DocumentedWord.extend({ before: CHasil, withdrawal: DocumentedWord.optional() })),
});
export type Result = z.infer<typeof Result>;

const Said = FreeText.min(1);

/** What a person decides about a result. Every decision is for the version that they saw. */
export const Decision = z.discriminatedUnion('type', [
  /** Of differing readings: what stands on the paper. */
  z.strictObject({ type: z.literal('resolve'), form: CHasil, reason: Said }),
  z.strictObject({ type: z.literal('confirm'), reason: Said }),
  z.strictObject({ type: z.literal('hold'), code: z.enum(HOLD_REASONS), reason: Said }),
  z.strictObject({ type: z.literal('release'), reason: Said }),
  z.strictObject({ type: z.literal('explain'), code: z.enum(RULES), reason: Said }),
  z.strictObject({ type: z.literal('publish'), reason: Said }),
  z.strictObject({ type: z.literal('withdraw'), reason: Said, document: Said }),
  z.strictObject({ type: z.literal('correct'), form: CHasil, reason: Said, document: Said }),
]);
export type Decision = z.infer<typeof Decision>;
export type DecisionType = Decision['type'];

/** Nothing has come yet. */
export function emptyResult(contest: ContestId, tps: TpsCode): Result {
  return {
    contest,
    tps,
    version: 0,
    state: 'empty',
    photos: [],
    readings: [],
    form: null,
    settlement: null,
    differences: [],
    codes: [],
    holds: [],
    hold: null,
    explanations: {},
    confirmation: null,
    resolution: null,
    seen: [],
    isReleased: false,
    withdrawal: null,
    corrections: [],
  };
}

/** True where the photo, or one just like it, lies at another TPS as well. */
export function isElsewhere({ doubts }: Pick<Photo, 'doubts'>): boolean {
  return doubts.includes('duplicate') || doubts.includes('similar');
}

/** Photos that count: those that none has replaced. */
export function currentPhotos({ photos }: Pick<Result, 'photos'>): Photo[] {
  return photos.filter(({ replacedBy }) => replacedBy === null);
}

/** True where somebody held the figures against a photo that is still there. Who corrects by a document looked at the document. */
export function isCompared({
  photos,
  confirmation,
  corrections,
}: Pick<Result, 'photos' | 'confirmation' | 'corrections'>): boolean {
  if (confirmation === null || currentPhotos({ photos }).length === 0) return false;
  return confirmation.at !== corrections.at(-1)?.at;
}

/**
 * True where later readings settle nothing any more: a person has said what stands on the paper, or the figures were public. Before
 * that, readings that agree settle it, and one that differs opens it again.
 */
export function isSettledForGood(
  result: Pick<Result, 'state' | 'settlement' | 'confirmation' | 'isReleased' | 'form'>,
): boolean {
  const { state, settlement, confirmation, isReleased, form } = result;
  if (form === null || settlement === null) return false;
  const isByHand = settlement === 'resolution' || settlement === 'correction' || confirmation !== null;
  return isByHand || isReleased || isPublished(state) || state === 'withdrawn';
}

/** The figures that count, whatever the gate says of them: as settled for good, before that the first reading. */
export function countedForm(result: Result): Result['form'] {
  return isSettledForGood(result) ? result.form : (result.readings[0]?.form ?? null);
}
