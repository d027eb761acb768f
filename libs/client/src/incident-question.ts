import type { Answer } from './answer';
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
