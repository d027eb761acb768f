import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { INCIDENT_TOTAL_LIMIT } from '@posko/contracts';
import {
  INCIDENT_KIND_CODES,
  PROPOSED_MARKS,
  RINGING_SEVERITY,
  hasMark,
  isoTime,
  kindRules,
  markBit,
} from '@posko/domain';
import type { ClusterMember, Incident, IncidentKind, ProposedMark } from '@posko/domain';
import { DataSource } from 'typeorm';
import { NEVER_DUE, Values, conditionOf, within } from '../platform/incident/incident-filter';
import type { IncidentFilter } from '../platform/incident/incident-filter';
import { beyond, orderOf, pageOf } from './incident-page';
import type { IncidentPage, PageRows } from './incident-page';

const HEAD = 'SELECT coalesce(max(seq), 0)::float8 AS seq FROM journal';

export interface StoredTally {
  readonly seq: number;
  readonly open: readonly OpenIncident[];
  readonly places: readonly { readonly place: string; readonly count: number }[];
}

/** What views look at; an assignee by id, due in milliseconds since the epoch, Infinity while no clock runs. */
export interface OpenIncident extends Pick<Incident, 'id' | 'place' | 'tier' | 'parent'> {
  readonly assignee: string | null;
  readonly dueAt: number;
}

/** Proposals are looked for among so many, worst first: more than anyone decides on. */
const CANDIDATE_LIMIT = 2000;

/** Bits of the marks that a kind puts in play. */
const PUTS = Object.fromEntries(
  INCIDENT_KIND_CODES.flatMap((kind) => {
    const marks = kindRules(kind).puts ?? [];
    return marks.length === 0 ? [] : [[kind, marks.reduce((bits, mark) => bits | markBit(mark), 0)]];
  }),
);

const MARK_BITS = Object.fromEntries(PROPOSED_MARKS.map((mark) => [mark, markBit(mark)]));

/** Marks that were cleared since the incident was opened: whether they had been set or not, that was a decision. */
const declined = (bits: string): string => `
  SELECT coalesce(bit_or((${bits}::jsonb->>(j.body->>'mark'))::int), 0) AS bits FROM journal AS j
  WHERE j.subject = c.place AND j.seq > c.number AND j.kind = 'tps.marked.v1' AND j.body->>'isSet' = 'false'`;

/** An incident and the marks it puts in play that nobody has decided on. */
export interface Undecided {
  readonly incident: Incident;
  readonly marks: ProposedMark[];
}

/** What the queue and its neighbours ask. */
@Injectable()
export class IncidentQueueRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Last entry of the journal: whatever is read after it is at least as new. */
  async seq(): Promise<number> {
    const [row] = await this.dataSource.query<{ seq: number }[]>(HEAD);
    return row?.seq ?? 0;
  }

  async page(page: IncidentPage): Promise<PageRows> {
    const values = new Values();
    const condition = `${conditionOf(page.filter, values)} AND ${beyond(page, values)}`;
    const end = `ORDER BY ${orderOf(page)} LIMIT ${values.add(page.limit + 1)}`;
    const rows = await this.bodies(`${condition} ${end}`, values);
    return pageOf(rows, page);
  }

  /** How many the filter finds; beyond the limit they are not counted. */
  async total(filter: IncidentFilter): Promise<number> {
    const values = new Values();
    const [row] = await this.dataSource.query<{ total: number }[]>(
      `SELECT count(*)::int AS total
       FROM (SELECT FROM incident AS i WHERE ${conditionOf(filter, values)} LIMIT ${INCIDENT_TOTAL_LIMIT}) AS found`,
      values.list,
    );
    return row?.total ?? 0;
  }

  /** Every open incident as far as views count it, and how many there are in all per place, as of one entry. */
  async tally(): Promise<StoredTally> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const [head] = await manager.query<{ seq: number }[]>(HEAD);
      const open = await manager.query<OpenIncident[]>(
        `SELECT id, place, tier, parent, assignee,
                CASE WHEN due_at = $1 THEN 'Infinity' ELSE extract(epoch FROM due_at) * 1000 END::float8 AS "dueAt"
         FROM incident WHERE is_open`,
        [NEVER_DUE],
      );
      const places = await manager.query<StoredTally['places']>(
        'SELECT place, count(*)::int AS count FROM incident GROUP BY place',
      );
      return { seq: head?.seq ?? 0, open, places };
    });
  }

  /** Open incidents that ring, worst first. */
  async ringing(place: string, limit: number): Promise<Incident[]> {
    const values = new Values();
    const conditions = ['i.is_open', `i.severity >= ${values.add(RINGING_SEVERITY)}`, ...within(place, values)];
    return this.bodies(
      `${conditions.join(' AND ')} ORDER BY i.severity DESC, i.number DESC LIMIT ${values.add(limit)}`,
      values,
    );
  }

  /** Open incidents at exactly this place. */
  async openAt(place: string, limit: number): Promise<Incident[]> {
    const values = new Values();
    return this.bodies(
      `i.is_open AND i.place = ${values.add(place)} ORDER BY i.number DESC LIMIT ${values.add(limit)}`,
      values,
    );
  }

  /** Open incidents of a kind within a place. */
  async openOfKind(kind: IncidentKind, place: string, limit: number): Promise<Incident[]> {
    const values = new Values();
    const conditions = ['i.is_open', `i.kind = ${values.add(kind)}`, ...within(place, values)];
    return this.bodies(`${conditions.join(' AND ')} ORDER BY i.number DESC LIMIT ${values.add(limit)}`, values);
  }

  /** Open incidents opened since `since` (ms) that have no parent: what clusters are looked for in. */
  async recent(place: string, since: number, limit: number): Promise<ClusterMember[]> {
    const values = new Values();
    const conditions = [
      'i.is_open',
      'i.parent IS NULL',
      'NOT i.is_parent',
      `i.opened_at >= ${values.add(isoTime(since))}`,
    ];
    return this.dataSource.query<ClusterMember[]>(
      `SELECT i.id, i.kind, i.place, (extract(epoch FROM i.opened_at) * 1000)::float8 AS "openedAt"
       FROM incident AS i WHERE ${[...conditions, ...within(place, values)].join(' AND ')}
       ORDER BY i.opened_at DESC LIMIT ${values.add(limit)}`,
      values.list,
    );
  }

  /** Parents that are open. */
  async openParents(place: string): Promise<Pick<Incident, 'id' | 'kind' | 'place'>[]> {
    const values = new Values();
    const conditions = ['i.is_open', 'i.is_parent', ...within(place, values)];
    return this.dataSource.query(
      `SELECT i.id, i.kind, i.place FROM incident AS i WHERE ${conditions.join(' AND ')} ORDER BY i.number`,
      values.list,
    );
  }

  /**
   * Open incidents at TPS that have none of the marks which the incident's kind puts in play, as long as one of these was not
   * declined, worst first. Candidates are taken by the index before the rest is looked at, of which the planner could tell
   * nothing.
   */
  async undecided(place: string, limit: number): Promise<Undecided[]> {
    const values = new Values();
    const bits = values.add(JSON.stringify(MARK_BITS));
    const kinds = `i.kind = ANY(${values.add(Object.keys(PUTS))}::text[])`;
    const puts = `(${values.add(JSON.stringify(PUTS))}::jsonb->>c.kind)::int`;
    const rows = await this.dataSource.query<{ incident: Incident; bits: number }[]>(
      `WITH candidate AS MATERIALIZED (
         SELECT i.id, i.place, i.kind, i.severity, i.number FROM incident AS i
         WHERE ${['i.is_open', kinds, ...within(place, values)].join(' AND ')}
         ORDER BY i.severity DESC, i.number DESC LIMIT ${CANDIDATE_LIMIT}
       ), undecided AS MATERIALIZED (
         SELECT c.id, ${puts} & ~declined.bits AS bits
         FROM candidate AS c LEFT JOIN tps_state AS t ON t.code = c.place CROSS JOIN LATERAL (${declined(bits)}) AS declined
         WHERE length(c.place) = 13 AND (coalesce(t.marks, 0)::int & ${puts}) = 0 AND (${puts} & ~declined.bits) <> 0
         ORDER BY c.severity DESC, c.number DESC LIMIT ${values.add(limit)}
       )
       SELECT i.body AS incident, u.bits
       FROM undecided AS u JOIN LATERAL (SELECT * FROM incident WHERE id = u.id OFFSET 0) AS i ON true
       ORDER BY i.severity DESC, i.number DESC`,
      values.list,
    );
    return rows.map(({ incident, bits }) => ({
      incident,
      marks: PROPOSED_MARKS.filter((mark) => hasMark(bits, mark)),
    }));
  }

  async byIds(ids: readonly string[]): Promise<Incident[]> {
    const values = new Values();
    return this.bodies(`i.id = ANY(${values.add(ids)}::uuid[]) ORDER BY i.number`, values);
  }

  private async bodies(condition: string, values: Values): Promise<Incident[]> {
    const rows = await this.dataSource.query<{ incident: Incident }[]>(
      `SELECT i.body AS incident FROM incident AS i WHERE ${condition}`,
      values.list,
    );
    return rows.map(({ incident }) => incident);
  }
}
