import { Stage } from '@posko/domain';
import * as z from 'zod';
import { Time } from './time';

/** The room's clock. `isRehearsal` when it is not the real one and may be set. */
export const ClockResponse = z.object({
  now: Time,
  speed: z.number(),
  isRehearsal: z.boolean(),
  calendar: z.object({
    votingDay: z.string(),
    utcOffsetMinutes: z.int(),
    deadlines: z.array(z.object({ stage: Stage, at: Time })),
    closesAt: Time,
  }),
});
export type ClockResponse = z.infer<typeof ClockResponse>;

/** Sets a rehearsal's clock: jump with `at`, change pace with `speed` (0 pauses). What is left out stays. */
export const ClockRequest = z.strictObject({
  id: z.uuid(),
  at: Time.optional(),
  speed: z.number().min(0).max(10_000).optional(),
});
export type ClockRequest = z.infer<typeof ClockRequest>;
