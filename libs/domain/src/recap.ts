import * as z from 'zod';
import { RegionCode } from './code';
import { ContestId, OptionId } from './contest';
import { PersonRef } from './person';
import { FreeText } from './text';

const Time = z.iso.datetime({ offset: true });

/** More voters than any province has. */
const SUM_MAX = 99_999_999;
const Sum = z.int().min(0).max(SUM_MAX);

/** Figures of a D.Hasil, or of one column of it. */
export const RecapFigures = z.strictObject({
  options: z.record(OptionId, Sum),
  valid: Sum,
  invalid: Sum,
  total: Sum,
});
export type RecapFigures = z.infer<typeof RecapFigures>;

/** Levels that have a plenary and a D.Hasil. */
export const RECAP_LEVELS = ['kecamatan', 'kabupaten', 'provinsi'] as const;

export const RECAP_STATUSES = ['awaited', 'inPlenary', 'adopted', 'corrected'] as const;
export const RecapStatus = z.enum(RECAP_STATUSES);
export type RecapStatus = z.infer<typeof RecapStatus>;

/** What a plenary adopted: its D.Hasil, with the columns of the tier below where they were entered. */
export const DHasil = z.strictObject({
  figures: RecapFigures,
  /** By TPS in a kecamatan, by kecamatan in a kabupaten, by kabupaten in a provinsi. */
  parts: z.record(z.string().regex(/^\d{4,13}$/), RecapFigures),
  /** TPS that are in it. */
  tps: z.int().min(0),
  document: FreeText.min(1).max(200).describe('number of the form or of the minutes'),
  plenaryAt: Time,
});
export type DHasil = z.infer<typeof DHasil>;

export const RecapCorrection = z.object({
  before: DHasil,
  reason: z.string().min(1),
  by: PersonRef,
  at: Time,
});

export const RecapObjection = z.object({
  id: z.uuid(),
  /** Whose witness objected; null for Bawaslu or somebody else. */
  option: OptionId.nullable(),
  text: z.string().min(1),
  by: PersonRef,
  at: Time,
  answer: z.object({ text: z.string().min(1), by: PersonRef, at: Time }).nullable(),
});
export type RecapObjection = z.infer<typeof RecapObjection>;

/** The recapitulation of one contest in one region: the fold of its journal entries. */
export const Recap = z.object({
  contest: ContestId,
  region: RegionCode,
  version: z.int().min(0),
  status: RecapStatus,
  openedAt: Time.nullable(),
  dHasil: DHasil.nullable(),
  corrections: z.array(RecapCorrection),
  objections: z.array(RecapObjection),
});
export type Recap = z.infer<typeof Recap>;

/** What is done in a plenary and after it. */
export const RecapAct = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('open') }),
  z.strictObject({ type: z.literal('adopt'), dHasil: DHasil }),
  /** Corrected by a later plenary, or by order: the form before it is kept. */
  z.strictObject({ type: z.literal('correct'), dHasil: DHasil, reason: FreeText.min(1) }),
  z.strictObject({ type: z.literal('object'), option: OptionId.nullable(), text: FreeText.min(1) }),
  z.strictObject({ type: z.literal('answer'), objection: z.uuid(), text: FreeText.min(1) }),
]);
export type RecapAct = z.infer<typeof RecapAct>;

const ACTS: Readonly<Record<RecapStatus, readonly RecapAct['type'][]>> = {
  awaited: ['open', 'adopt'],
  inPlenary: ['adopt', 'object', 'answer'],
  adopted: ['correct', 'object', 'answer'],
  corrected: ['correct', 'object', 'answer'],
};

export function emptyRecap(contest: ContestId, region: RegionCode): Recap {
  return {
    contest,
    region,
    version: 0,
    status: 'awaited',
    openedAt: null,
    dHasil: null,
    corrections: [],
    objections: [],
  };
}

interface Acting {
  readonly by: PersonRef;
  /** Milliseconds, by the room's clock. */
  readonly at: number;
  /** Of the command; an objection is known by it. */
  readonly id: string;
}

/** True where the act makes sense now. An objection is answered once. */
export function canAct(recap: Recap, act: RecapAct): boolean {
  if (!ACTS[recap.status].includes(act.type)) return false;
  if (act.type !== 'answer') return true;
  return recap.objections.some(({ id, answer }) => id === act.objection && answer === null);
}

/** The recapitulation after an act. */
export function withAct(recap: Recap, act: RecapAct, { by, at, id }: Acting): Recap {
  const said = { by: { id: by.id, name: by.name }, at: new Date(at).toISOString() };
  const next = { ...recap, version: recap.version + 1 };
  switch (act.type) {
    case 'open':
      return { ...next, status: 'inPlenary', openedAt: said.at };
    case 'adopt':
      return { ...next, status: 'adopted', openedAt: recap.openedAt ?? said.at, dHasil: act.dHasil };
    case 'correct': {
      const before = recap.dHasil === null ? [] : [{ before: recap.dHasil, reason: act.reason, ...said }];
      return { ...next, status: 'corrected', dHasil: act.dHasil, corrections: [...recap.corrections, ...before] };
    }
    case 'object':
      return {
        ...next,
        objections: [...recap.objections, { id, option: act.option, text: act.text, ...said, answer: null }],
      };
    case 'answer': {
      const answer = { text: act.text, ...said };
      return {
        ...next,
        objections: recap.objections.map((one) => (one.id === act.objection ? { ...one, answer } : one)),
      };
    }
  }
}
