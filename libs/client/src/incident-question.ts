import type { Answer, Failure } from './answer';
import type { ConnectionState } from './feed-status';
import type { IncidentCriteria, IncidentPage } from './incident-line';

/** A list of incidents: how to ask for it, and what is on it. `P` is what the server's answer says beside the rows. */
export interface IncidentQuestion<P extends IncidentPage> extends IncidentCriteria {
  /** Region whose changes concern the list. */
  readonly region: string;
  /** The list changes by mere passing of time as well: it is asked for every few seconds. */
  readonly isTimed?: boolean;
  /** The first page, or the one that begins at `next` of the page before. */
  load(after: string | null): Promise<Answer<P>>;
}

export interface IncidentFeedStatus {
  readonly state: ConnectionState;
  /** Journal entry the list stands at, null before the first answer. */
  readonly seq: number | null;
  /** When (our clock, ms) the list was last known to be current. */
  readonly currentAt: number | null;
  readonly failure: Failure | null;
}

/** A list as it stands: its rows so far, and the last first page for what else it says (totals, counts). */
export interface IncidentListing<P extends IncidentPage> {
  readonly rows: readonly P['rows'][number][];
  readonly hasMore: boolean;
  readonly head: P;
}

export const NO_STATUS: IncidentFeedStatus = { state: 'connecting', seq: null, currentAt: null, failure: null };
