import type {
  BoardResponse,
  BoardSnapshot,
  ClockRequest,
  ClockResponse,
  IncidentList,
  IncidentPatch,
  IncidentRequest,
  JournalResponse,
  OutcomeRequest,
  RegionsResponse,
  ReportRequest,
} from '@posko/contracts';
import type { Incident } from '@posko/domain';

/** No one knows whether it arrived: the only answer after which something is sent again. */
export interface Failed {
  readonly kind: 'failed';
  readonly reason: string;
}
export interface Refused {
  readonly kind: 'refused';
  readonly code: string;
}

/** What became of one report sent. */
export type Answer =
  { readonly kind: 'accepted' | 'repeated'; readonly seq: number; readonly stage: string } | Refused | Failed;

/** What became of a command on an incident. `stale`: someone was there before; this is how it stands. */
export type IncidentOutcome =
  | { readonly kind: 'accepted' | 'repeated'; readonly seq: number; readonly incident: Incident }
  | { readonly kind: 'stale'; readonly current: Incident }
  | Refused
  | Failed;

export type CallOutcomeAnswer = { readonly kind: 'accepted'; readonly seq: number } | Refused | Failed;
/** The silent TPS that is this operator's to call, or null. */
export type NextCall = { readonly kind: 'given'; readonly tps: string | null } | Refused | Failed;

/** The help desk, each command as one of its operators: 0 … `operators` - 1. Commands never throw; reads do. */
export interface DeskApi {
  readonly operators: number;
  openIncident(operator: number, request: IncidentRequest): Promise<IncidentOutcome>;
  changeIncident(operator: number, incident: string, patch: IncidentPatch): Promise<IncidentOutcome>;
  /** A page of all incidents, the oldest first. */
  incidents(after: string | null): Promise<IncidentList>;
  nextCall(operator: number, region: string | undefined): Promise<NextCall>;
  endCall(operator: number, tps: string, request: OutcomeRequest): Promise<CallOutcomeAnswer>;
}

/** What the drill needs of a server. Reads throw when they cannot be had; a report never throws. */
export interface DrillApi {
  readonly desk: DeskApi;
  report(tpsCode: string, request: ReportRequest): Promise<Answer>;
  clock(): Promise<ClockResponse>;
  setClock(request: ClockRequest): Promise<ClockResponse>;
  regions(): Promise<RegionsResponse>;
  board(regionCode?: string): Promise<BoardResponse>;
  snapshot(): Promise<BoardSnapshot>;
  journal(after: number, limit: number): Promise<JournalResponse>;
  close(): Promise<void>;
}

/** Real time: what the machine's clock shows, and waiting by it. Tests bring their own. */
export interface RealTime {
  now(): number;
  wait(ms: number): Promise<void>;
}
