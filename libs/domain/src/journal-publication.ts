import * as z from 'zod';
import { Actor } from './person';

/** Somebody stops the public files where they are, and lets them go on. */
export const PUBLICATION_BODIES = {
  'publication.paused.v1': z.object({ reason: z.string(), actor: Actor }),
  'publication.resumed.v1': z.object({ reason: z.string(), actor: Actor }),
} as const;
