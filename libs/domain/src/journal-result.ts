import * as z from 'zod';
import { Contest, ContestId } from './contest';
import { Actor } from './person';
import { Decision, Photo, Reading, Result } from './result';
import { Stage } from './stage';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Of the result after the entry. */
const Version = z.int().min(1);

/** What the gate said, kept with the entry: a rebuild asks no rule and no setting again. */
const Verdict = Result.pick({ state: true, settlement: true, differences: true, codes: true, holds: true });

/** Where the entry moves its TPS to: said only where it does, so that a rebuild need not know which contest leads there. */
const MOVE = { stoodAt: Stage.optional(), standsAt: Stage.optional(), isWithdrawn: z.boolean().optional() };

/** Results on their way from the paper to the public; the subject is the TPS, or the region of a recapitulation. */
export const RESULT_BODIES = {
  /** All contests, as they are from here on. */
  'contest.imported.v1': z.object({ source: z.string(), contests: z.array(Contest), actor: Actor }),
  'result.entered.v1': z.object({
    contest: ContestId,
    reading: Reading,
    version: Version,
    verdict: Verdict,
    actor: Actor,
    ...MOVE,
  }),
  'result.decided.v1': z.object({
    contest: ContestId,
    decision: Decision,
    version: Version,
    verdict: Verdict,
    actor: Actor,
    ...MOVE,
  }),
  /** The bytes are in the evidence folder, by their SHA-256. */
  'evidence.kept.v1': z.object({
    contest: ContestId,
    photo: Photo,
    replaces: Sha256.nullable(),
    bytes: z.int(),
    mediaType: z.string(),
    /** In pixels, upright; null where it cannot be drawn (PDF). */
    width: z.int().nullable(),
    height: z.int().nullable(),
    /** 256 bits as hex, for near matches; null where it cannot be drawn. */
    perceptualHash: Sha256.nullable(),
    version: Version,
    verdict: Verdict,
    actor: Actor,
    ...MOVE,
  }),
  /** The picture of another TPS is also this one's. */
  'evidence.matched.v1': z.object({
    contest: ContestId,
    sha256: Sha256,
    doubt: z.enum(['duplicate', 'similar']),
    /** Number of the entry that brought the other one; whoever reads this need not be one to know where that was. */
    with: z.int(),
    version: Version,
    verdict: Verdict,
    actor: Actor,
    ...MOVE,
  }),
} as const;
