import * as z from 'zod';
import { RegionCode, MARKS, STAGES } from '@posko/domain';
import { Time } from './time';

export const BoardSubscribe = z.object({ region: RegionCode });
export type BoardSubscribe = z.infer<typeof BoardSubscribe>;

/** Counters of one region, absolute, in the order of `STAGES` and `MARKS`. */
export const RegionCounters = z.object({
  code: z.string(),
  stages: z.array(z.int()).length(STAGES.length),
  marks: z.array(z.int()).length(MARKS.length),
  turnout: z.tuple([z.int(), z.int()]).describe('voters so far, TPS that said so'),
});
export type RegionCounters = z.infer<typeof RegionCounters>;

/**
 * What changed in a region over the entries after `from` up to `to`. Values are absolute, so a message may overlap what a
 * client knows; it misses nothing as long as `from` is not beyond its own seq. `[position, stage, marks]` per TPS.
 */
export const BoardChanged = z.object({
  region: z.string(),
  from: z.int(),
  to: z.int(),
  at: Time,
  tps: z.array(z.tuple([z.int(), z.int(), z.int()])),
  regions: z.array(RegionCounters),
});
export type BoardChanged = z.infer<typeof BoardChanged>;

/** Too much changed to send singly, or the register did: fetch the snapshot (and the regions, if `register` is new to you). */
export const BoardReset = z.object({ region: z.string(), seq: z.int(), register: z.int() });
export type BoardReset = z.infer<typeof BoardReset>;

/** Every few seconds: the instance is current up to `seq` at `at`; silence means staleness. */
export const BoardAlive = z.object({ seq: z.int(), at: Time, speed: z.number() });
export type BoardAlive = z.infer<typeof BoardAlive>;

export const SirekapChanged = z.object({ seq: z.int(), contest: z.string() });

/** Server to client. A misspelt event does not compile. */
export const SERVER_EVENTS = {
  'board.changed.v1': BoardChanged,
  'board.reset.v1': BoardReset,
  'board.alive.v1': BoardAlive,
  'sirekap.changed.v1': SirekapChanged,
} as const;

/** Client to server. */
export const CLIENT_EVENTS = {
  'board.subscribe': BoardSubscribe,
  'board.unsubscribe': BoardSubscribe,
} as const;

export type ServerEvents = {
  [K in keyof typeof SERVER_EVENTS]: (message: z.infer<(typeof SERVER_EVENTS)[K]>) => void;
};

/** Acknowledgement of a subscription: the seq the room is current to, or why not. */
export type SubscribeAck = { seq: number } | { code: 'region-not-found' | 'invalid-request' | 'not-ready' };

export type ClientEvents = {
  [K in keyof typeof CLIENT_EVENTS]: (
    message: z.input<(typeof CLIENT_EVENTS)[K]>,
    acknowledge: (answer: SubscribeAck) => void,
  ) => void;
};
