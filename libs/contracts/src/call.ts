import { CallOutcome, PersonRef, RegionCode, Stage, TpsCode } from '@posko/domain';
import * as z from 'zod';
import { RegionRef } from './board';
import type { Endpoints } from './endpoint-type';
import { CommandId, FreeText } from './text';
import { Time } from './time';

export const Contact = z.object({
  name: z.string(),
  phone: z.string(),
  duty: z.string().describe('such as Ketua KPPS, PPS, PPK'),
  place: z.string(),
});
export type Contact = z.infer<typeof Contact>;

const PastCall = z.object({
  at: Time,
  by: PersonRef,
  outcome: CallOutcome,
  note: z.string(),
  phone: z.string().nullable(),
});

/** A silent TPS to call: what it owes, whom to ring, who tried before. */
export const SilentTps = z.object({
  code: TpsCode,
  path: z.array(RegionRef),
  stage: Stage,
  missing: Stage,
  since: Time,
  contacts: z.array(Contact).describe("the crew's first, then its PPS and PPK"),
  calls: z.array(PastCall).describe('latest first'),
  takenBy: z.object({ person: PersonRef, until: Time.describe('real time') }).nullable(),
});
export type SilentTps = z.infer<typeof SilentTps>;

export const NextCallQuery = z.object({
  region: RegionCode.optional(),
  skip: TpsCode.optional().describe('not this one again'),
});
/** `tps` is null when nothing is left to call. It is this operator's until `takenBy.until`. */
export const NextCallResponse = z.object({ seq: z.int(), at: Time, left: z.int(), tps: SilentTps.nullable() });
export type NextCallResponse = z.infer<typeof NextCallResponse>;

export const OutcomeRequest = z.strictObject({
  id: CommandId,
  outcome: CallOutcome,
  note: FreeText.default(''),
  phone: FreeText.max(24).optional().describe('the number that was rung'),
});
export type OutcomeRequest = z.input<typeof OutcomeRequest>;
export const OutcomeAnswer = z.object({ seq: z.int() });
export type OutcomeAnswer = z.infer<typeof OutcomeAnswer>;

/** Call lists: per kecamatan how many are silent, taken and tried; longest silence first. */
export const CallListQuery = z.object({ region: RegionCode.optional() });
export const CallList = z.object({
  seq: z.int(),
  at: Time,
  total: z.int(),
  rows: z.array(
    z.object({
      region: RegionRef,
      silent: z.int(),
      taken: z.int(),
      tried: z.int().describe('called since they fell silent, in vain'),
      longestSince: Time,
      operators: z.array(PersonRef),
    }),
  ),
});
export type CallList = z.infer<typeof CallList>;

export const CallDeskQuery = z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) });
export const SilentList = z.object({ seq: z.int(), at: Time, total: z.int(), rows: z.array(SilentTps) });
export type SilentList = z.infer<typeof SilentList>;

/** What someone types while a caller talks: a code, a number, a desa, a name. */
export const LookupQuery = z.object({
  q: z.string().trim().min(1).max(80),
  limit: z.coerce.number().int().min(1).max(50).default(12),
});
export const LookupHit = z.object({
  place: z.string().describe('TPS or region code'),
  path: z.array(RegionRef),
  match: z.enum(['code', 'phone', 'desa', 'name']),
  contact: Contact.nullable(),
  stage: Stage.nullable(),
});
export type LookupHit = z.infer<typeof LookupHit>;
export const LookupResponse = z.object({ rows: z.array(LookupHit) });
export type LookupResponse = z.infer<typeof LookupResponse>;

export const CALL_ENDPOINTS = {
  nextCall: {
    method: 'GET',
    path: '/api/calls/next',
    summary: 'Takes the next silent TPS for this person; nobody else is given it meanwhile',
    access: { permission: 'call.make', at: 'scope' },
    query: NextCallQuery,
    response: NextCallResponse,
    errors: ['invalid-request', 'region-not-found', 'not-ready'],
  },
  endCall: {
    method: 'POST',
    path: '/api/calls/{tpsCode}/outcomes',
    summary: 'What came of the call',
    access: { permission: 'call.make', at: 'path' },
    body: OutcomeRequest,
    response: OutcomeAnswer,
    created: true,
    errors: ['invalid-request', 'tps-not-found', 'call-not-taken', 'idempotency-conflict'],
  },
  callLists: {
    method: 'GET',
    path: '/api/calls',
    summary: 'Silent TPS per kecamatan',
    access: { permission: 'call.make', at: 'scope' },
    query: CallListQuery,
    response: CallList,
    errors: ['invalid-request', 'not-ready'],
  },
  silentTps: {
    method: 'GET',
    path: '/api/calls/{regionCode}/silent',
    summary: 'The call list of a region, longest silence first',
    access: { permission: 'call.make', at: 'path' },
    query: CallDeskQuery,
    response: SilentList,
    errors: ['invalid-request', 'region-not-found', 'not-ready'],
  },
  lookup: {
    method: 'GET',
    path: '/api/lookup',
    summary: 'TPS by code, telephone number, desa or name of the crew',
    access: { permission: 'contact.read', at: 'scope' },
    query: LookupQuery,
    response: LookupResponse,
    errors: ['invalid-request', 'not-ready'],
  },
} as const satisfies Endpoints;
