import type { IncidentRow } from '@posko/contracts';
import type { DrillApi } from '../run/api';
import type { DeskLedger } from '../run/desk-ledger';
import { entriesBeside } from './entries';
import { incidentOf } from './incident-fold';
import type { IncidentFold } from './incident-fold';

/** What the server has against what the help desk was promised. */
export interface DeskCheck {
  readonly isEqual: boolean;
  readonly compared: number;
  /** Acknowledged, but not there: none may be. Of each list the first hundred. */
  readonly lost: readonly string[];
  /** There with another version than the journal gives: a change got lost, or came from nowhere. */
  readonly differing: readonly { readonly incident: string; readonly expected: string; readonly found: string }[];
  /** Silent calls that were acknowledged, but are not in the journal. */
  readonly lostCalls: readonly number[];
  /** Given to the next tier because nobody had acted. */
  readonly escalated: number;
}

const MAX_LISTED = 100;

/** What was counted while the journal was read. */
export interface DeskJournal {
  readonly incidents: IncidentFold;
  readonly callSeqs: ReadonlySet<number>;
  readonly escalated: number;
  /** Journal entry up to which was read. */
  readonly seq: number;
}

/** Reads every incident from the server and holds it against what was acknowledged and what the journal says. */
export async function checkDesk(
  api: Pick<DrillApi, 'desk' | 'journal'>,
  ledger: DeskLedger,
  journal: DeskJournal,
): Promise<DeskCheck> {
  const rows = await allIncidents(api);
  const acknowledged = [...ledger.incidents.keys()];
  const lost = acknowledged.filter((id) => !rows.has(id));
  const known = acknowledged.flatMap((id) => rows.get(id) ?? []);
  const unlike = known.filter((row) => textOf(row) !== textOf(journal.incidents.get(row.id)));
  // What moved on after the journal was read is no difference.
  await readOn(api, journal, unlike.length > 0);
  const differing = unlike.filter((row) => textOf(row) !== textOf(journal.incidents.get(row.id)));
  const lostCalls = [...ledger.callSeqs].filter((seq) => !journal.callSeqs.has(seq));
  return {
    isEqual: lost.length + differing.length + lostCalls.length === 0,
    compared: acknowledged.length,
    lost: lost.slice(0, MAX_LISTED),
    differing: differing.slice(0, MAX_LISTED).map((row) => ({
      incident: row.id,
      expected: textOf(journal.incidents.get(row.id)),
      found: textOf(row),
    })),
    lostCalls: lostCalls.slice(0, MAX_LISTED),
    escalated: journal.escalated,
  };
}

function textOf(incident: Pick<IncidentRow, 'version' | 'status' | 'tier'> | undefined): string {
  return incident === undefined ? 'unknown' : `version ${incident.version}, ${incident.status}, ${incident.tier}`;
}

async function allIncidents({ desk }: Pick<DrillApi, 'desk'>): Promise<Map<string, IncidentRow>> {
  const rows = new Map<string, IncidentRow>();
  for (let after: string | null | undefined; after !== null;) {
    const page = await desk.incidents(after ?? null);
    for (const row of page.rows) rows.set(row.id, row);
    after = page.next;
  }
  return rows;
}

async function readOn(
  api: Pick<DrillApi, 'journal'>,
  { incidents, seq }: DeskJournal,
  isNeeded: boolean,
): Promise<void> {
  if (!isNeeded) return;
  const { head } = await api.journal(seq, 1);
  for await (const entry of entriesBeside(api, { after: seq, until: head, known: [] })) {
    const incident = incidentOf(entry);
    if (incident !== null) incidents.take(incident);
  }
}
