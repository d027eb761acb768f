import * as z from 'zod';
import { RegionCode, MARKS, STAGES } from '@posko/domain';
import type { Permission } from '@posko/domain';
import { IncidentRow, Presence } from './incident';
import { RecapChanged } from './recap';
import { ResultChanged } from './result';
import { Time } from './time';
import { ContestSubscribe, TotalsChanged } from './totals';

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

/**
 * Incidents of a region that were opened or changed over the entries after `from` up to `to`, as they are now. Whoever is
 * not at `from` has missed something and asks again. Rows carry a note only where the listener may read it.
 */
export const IncidentChanged = z.object({
  region: z.string(),
  from: z.int(),
  to: z.int(),
  at: Time,
  incidents: z.array(IncidentRow),
});
export type IncidentChanged = z.infer<typeof IncidentChanged>;

/** Something to approve was asked or decided within the region: fetch the list. */
export const ApprovalChanged = z.object({ seq: z.int(), pending: z.int() });

/** The session has ended (signed out elsewhere, deactivated, timed out): nothing more will come. */
export const SessionEnded = z.object({ reason: z.string() });

/** Server to client. A misspelt event does not compile. */
export const SERVER_EVENTS = {
  'board.changed.v1': BoardChanged,
  'board.reset.v1': BoardReset,
  'board.alive.v1': BoardAlive,
  'sirekap.changed.v1': SirekapChanged,
  'incident.changed.v1': IncidentChanged,
  'incident.presence.v1': Presence,
  'approval.changed.v1': ApprovalChanged,
  'result.changed.v1': ResultChanged,
  'totals.changed.v1': TotalsChanged,
  'recap.changed.v1': RecapChanged,
  'session.ended.v1': SessionEnded,
} as const;

/** Presence of one incident, while it is open on a screen. */
export const PresenceSubscribe = z.object({ incident: z.uuid() });
export type PresenceSubscribe = z.infer<typeof PresenceSubscribe>;

/** Client to server. A connection is refused without a session. */
export const CLIENT_EVENTS = {
  'board.subscribe': BoardSubscribe,
  'board.unsubscribe': BoardSubscribe,
  'incident.subscribe': BoardSubscribe,
  'incident.unsubscribe': BoardSubscribe,
  'presence.subscribe': PresenceSubscribe,
  'presence.unsubscribe': PresenceSubscribe,
  'approval.subscribe': BoardSubscribe,
  'result.subscribe': ContestSubscribe,
  'result.unsubscribe': ContestSubscribe,
  'totals.subscribe': ContestSubscribe,
  'totals.unsubscribe': ContestSubscribe,
} as const;

/** What each client event needs, at the region (or incident's place) it names. */
export const CLIENT_EVENT_ACCESS = {
  'board.subscribe': 'board.read',
  'board.unsubscribe': 'board.read',
  'incident.subscribe': 'incident.watch',
  'incident.unsubscribe': 'incident.watch',
  'presence.subscribe': 'incident.read',
  'presence.unsubscribe': 'incident.read',
  'approval.subscribe': 'approval.read',
  'result.subscribe': 'result.read',
  'result.unsubscribe': 'result.read',
  'totals.subscribe': 'result.read',
  'totals.unsubscribe': 'result.read',
} as const satisfies Record<keyof typeof CLIENT_EVENTS, Permission>;

export type ServerEvents = {
  [K in keyof typeof SERVER_EVENTS]: (message: z.infer<(typeof SERVER_EVENTS)[K]>) => void;
};

/** Acknowledgement of a subscription: the seq the room is current to, or why not. */
export type SubscribeAck =
  | { seq: number }
  | {
      code:
        'region-not-found' | 'incident-not-found' | 'contest-not-found' | 'invalid-request' | 'not-ready' | 'forbidden';
    };

export type ClientEvents = {
  [K in keyof typeof CLIENT_EVENTS]: (
    message: z.input<(typeof CLIENT_EVENTS)[K]>,
    acknowledge: (answer: SubscribeAck) => void,
  ) => void;
};
