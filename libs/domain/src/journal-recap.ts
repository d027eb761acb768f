import * as z from 'zod';
import { ContestId } from './contest';
import { Actor } from './person';
import { RecapAct, RecapStatus } from './recap';

/** Recapitulations; the subject is their region. */
export const RECAP_BODIES = {
  'recap.acted.v1': z.object({
    contest: ContestId,
    act: RecapAct,
    /** After the act. */
    version: z.int(),
    status: RecapStatus,
    actor: Actor,
  }),
} as const;
