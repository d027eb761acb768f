import {
  FORM_RULES,
  emptyResult,
  isCompared,
  isPublished,
  publicForm,
  publicHolds,
  publicStateOf,
} from '@posko/domain';
import type { ContestId, FormRule, Photo, TpsCode } from '@posko/domain';
import { isoTime } from '@posko/domain';
import type { PublishedAct, PublishedCorrection, PublishedPhoto, PublishedTps } from '@posko/contracts';
import type { PublishedSource } from '../publication.repository';

/** Where a photo's picture lies in the tree, null where there is none to show. */
export type PictureOf = (sha256: string) => string | null;

/** Nothing has come from a TPS yet. */
export function emptySource(contest: ContestId, tps: TpsCode): PublishedSource {
  return { ...emptyResult(contest, tps), lastSeq: 0, changedAt: 0 };
}

/**
 * What the public may know of one TPS. No name of a person, no figure that is not counted, no word that was said inside: what is
 * not listed here stays in the house.
 */
export function publishedTps(source: PublishedSource, voters: number, pictureOf: PictureOf): PublishedTps {
  const { tps, state, lastSeq, changedAt, codes } = source;
  const isCounted = isPublished(state);
  return {
    code: tps,
    voters,
    state: publicStateOf(state),
    seq: lastSeq,
    at: lastSeq === 0 ? null : isoTime(changedAt),
    form: publicForm(source),
    holds: [...publicHolds(source)],
    warnings: isCounted ? codes.filter((code): code is FormRule => FORM_RULES.some((rule) => rule === code)) : [],
    isConfirmed: isCounted && isCompared(source),
    photos: source.photos.map((photo) => publishedPhoto(photo, pictureOf)),
    corrections: source.corrections.map(correctionOf),
    withdrawal: source.withdrawal === null ? null : actOf({ ...source.withdrawal, before: withdrawn(source) }),
  };
}

/** What was taken back stays to be read, as what was taken back. */
function withdrawn({ state, form }: PublishedSource): PublishedAct['before'] {
  return state === 'withdrawn' ? form : null;
}

/** A page that another took the place of is named, and no longer shown: it may be anything. */
function publishedPhoto({ sha256, page, replacedBy }: Photo, pictureOf: PictureOf): PublishedPhoto {
  return { sha256, page, image: replacedBy === null ? pictureOf(sha256) : null, replacedBy };
}

/** What was taken back before it was corrected stays told. */
function correctionOf({ withdrawal, ...act }: PublishedSource['corrections'][number]): PublishedCorrection {
  if (withdrawal === undefined) return actOf(act);
  const { at, reason, document } = withdrawal;
  return { ...actOf(act), withdrawal: { at, reason, document } };
}

function actOf({ at, reason, document, before }: PublishedAct): PublishedAct {
  return { at, reason, document, before };
}
