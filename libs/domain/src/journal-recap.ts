import * as z from 'zod';
import { ContestId } from './contest';
import { Actor } from './person';
import { RecapAct } from './recap';

/** Recapitulations; the subject is their region. */
export const RECAP_BODIES = {
  'recap.acted.v1': z.object({ contest: ContestId, act: RecapAct, actor: Actor }),
} as const;
