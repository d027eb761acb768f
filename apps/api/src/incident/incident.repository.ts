import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { isOpen, isoTime, nextDue } from '@posko/domain';
import type { Incident, IncidentKind } from '@posko/domain';
import type { PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { NEVER_DUE } from '../platform/incident/incident-filter';
import type { IncidentEventRow, IncidentState } from './incident-state';
import { wordsOf } from '../platform/incident/incident-words';

const STATE = `SELECT i.body AS incident, i.last_seq::float8 AS "lastSeq",
  EXISTS (SELECT FROM incident AS d WHERE d.duplicate_of = i.id) AS "hasDuplicates" FROM incident AS i`;
const LOAD = `${STATE} WHERE i.id = ANY($1::uuid[])`;

/** Everything but what no SQL could tell follows from the body. */
const SAVE = `
  INSERT INTO incident (id, number, version, last_seq, kind, severity, place, status, is_open, assignee, tier, parent,
                        is_parent, duplicate_of, links, attachments, opened_at, changed_at, due_at, escalates_at, words, body)
  SELECT (b->>'id')::uuid, (b->>'number')::bigint, (b->>'version')::int, last_seq, b->>'kind', (b->>'severity')::smallint,
         b->>'place', b->>'status', is_open, (b->'assignee'->>'id')::uuid, b->>'tier', (b->>'parent')::uuid,
         (b->>'isParent')::boolean, (b->>'duplicateOf')::uuid,
         ARRAY(SELECT jsonb_array_elements_text(b->'links')::uuid), ARRAY(SELECT jsonb_array_elements_text(b->'attachments')),
         (b->>'openedAt')::timestamptz, (b->>'changedAt')::timestamptz, due_at, (b->>'escalatesAt')::timestamptz,
         array_to_tsvector(string_to_array(words, ' ')), b
  FROM unnest($1::jsonb[], $2::bigint[], $3::boolean[], $4::timestamptz[], $5::text[])
    AS row (b, last_seq, is_open, due_at, words)
  ON CONFLICT (id) DO UPDATE SET
    version = excluded.version, last_seq = excluded.last_seq, kind = excluded.kind, severity = excluded.severity,
    place = excluded.place, status = excluded.status, is_open = excluded.is_open, assignee = excluded.assignee,
    tier = excluded.tier, parent = excluded.parent, is_parent = excluded.is_parent,
    duplicate_of = excluded.duplicate_of, links = excluded.links, attachments = excluded.attachments,
    changed_at = excluded.changed_at, due_at = excluded.due_at, escalates_at = excluded.escalates_at,
    words = excluded.words, body = excluded.body`;

const SAVE_EVENTS = `
  INSERT INTO incident_event (incident, version, seq, at, type, person, status)
  SELECT incident, version, seq, to_timestamp(at / 1000), type, person, status
  FROM unnest($1::uuid[], $2::int[], $3::bigint[], $4::float8[], $5::text[], $6::uuid[], $7::text[])
    AS row (incident, version, seq, at, type, person, status)`;

const FILL_ROWS = 5000;

/** The transaction that an act runs in, handed on by whoever began it. */
export type Transaction = EntityManager;

type Loaded = Omit<IncidentState, 'events'>;
type Kept = Omit<Loaded, 'hasDuplicates'>;

/** Reads and writes incidents for commands, on the connection that holds the journal's lock. */
@Injectable()
export class IncidentRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async load(client: PoolClient, ids: readonly string[]): Promise<Map<string, IncidentState>> {
    const { rows } = await client.query<Loaded>({ name: 'incident_load', text: LOAD, values: [ids] });
    return statesOf(rows);
  }

  /** Both statements leave before the first answer comes: the connection is pipelined, and COMMIT follows. */
  async save(client: PoolClient, states: readonly IncidentState[]): Promise<void> {
    const events = states.flatMap((state) => state.events);
    await Promise.all([
      client.query({ name: 'incident_save', text: SAVE, values: columnsOf(states) }),
      client.query({ name: 'incident_save_events', text: SAVE_EVENTS, values: eventColumnsOf(events) }),
    ]);
  }

  /** The same within a TypeORM transaction. */
  async loadWith(manager: EntityManager, ids: readonly string[]): Promise<Map<string, IncidentState>> {
    return statesOf(await manager.query<Loaded[]>(LOAD, [ids]));
  }

  async saveWith(manager: EntityManager, states: readonly IncidentState[]): Promise<void> {
    await this.fill(
      manager,
      states,
      states.flatMap(({ events }) => events),
    );
  }

  async fill(manager: EntityManager, states: readonly Kept[], events: readonly IncidentEventRow[]): Promise<void> {
    for (const rows of slices(states)) await manager.query(SAVE, columnsOf(rows));
    for (const rows of slices(events)) await manager.query(SAVE_EVENTS, eventColumnsOf(rows));
  }

  /** Children of a parent, whatever became of them. */
  async childrenOf(manager: EntityManager, parent: string): Promise<IncidentState[]> {
    const rows = await manager.query<Loaded[]>(`${STATE} WHERE i.parent = $1 ORDER BY i.number`, [parent]);
    return [...statesOf(rows).values()];
  }

  /** Open incidents that someone holds. */
  async heldBy(manager: EntityManager, person: string): Promise<IncidentState[]> {
    const rows = await manager.query<Loaded[]>(`${STATE} WHERE i.is_open AND i.assignee = $1 ORDER BY i.number`, [
      person,
    ]);
    return [...statesOf(rows).values()];
  }

  /** Open incidents of a kind at these TPS that no parent leads yet. */
  async alone(manager: EntityManager, kind: IncidentKind, places: readonly string[]): Promise<IncidentState[]> {
    const rows = await manager.query<Loaded[]>(
      `${STATE}
       WHERE i.is_open AND i.place = ANY($1::text[]) AND i.kind = $2 AND i.parent IS NULL AND NOT i.is_parent ORDER BY i.number`,
      [places, kind],
    );
    return [...statesOf(rows).values()];
  }

  async one(id: string): Promise<Incident | null> {
    const [row] = await this.dataSource.query<{ incident: Incident }[]>(LOAD, [[id]]);
    return row?.incident ?? null;
  }

  async placesOf(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.dataSource.query<{ id: string; place: string }[]>(
      'SELECT id, place FROM incident WHERE id = ANY($1::uuid[])',
      [ids],
    );
    return new Map(rows.map(({ id, place }) => [id, place]));
  }

  /** Of these attachments, the ones that were kept. */
  async keptAttachments(hashes: readonly string[]): Promise<Set<string>> {
    const rows = await this.dataSource.query<{ sha256: string }[]>(
      'SELECT sha256 FROM attachment WHERE sha256 = ANY($1::text[])',
      [hashes],
    );
    return new Set(rows.map(({ sha256 }) => sha256));
  }

  /** What escalates by now, longest due first. Whatever an open parent leads is left to the parent. */
  async toEscalate(now: number, limit: number): Promise<{ id: string; version: number }[]> {
    return this.dataSource.query(
      `SELECT i.id, i.version FROM incident AS i
       WHERE i.escalates_at <= $1
         AND NOT EXISTS (SELECT FROM incident AS p WHERE p.id = i.parent AND p.is_open)
       ORDER BY i.escalates_at LIMIT $2`,
      [isoTime(now), limit],
    );
  }
}

function statesOf(rows: readonly Loaded[]): Map<string, IncidentState> {
  return new Map(rows.map((row) => [row.incident.id, { ...row, events: [] }]));
}

function columnsOf(states: readonly Kept[]): unknown[][] {
  return [
    states.map(({ incident }) => JSON.stringify(incident)),
    states.map(({ lastSeq }) => lastSeq),
    states.map(({ incident }) => isOpen(incident.status)),
    states.map(({ incident }) => dueAt(incident)),
    states.map(({ incident }) => wordsOf(incident).join(' ')),
  ];
}

/** Earliest due time of the clocks that run, as the queue is ordered; what waits or has ended comes last. */
function dueAt(incident: Incident): string {
  const due = nextDue(incident);
  return due === null ? NEVER_DUE : isoTime(due);
}

function eventColumnsOf(events: readonly IncidentEventRow[]): unknown[][] {
  const column = <K extends keyof IncidentEventRow>(key: K): IncidentEventRow[K][] => events.map((event) => event[key]);
  return [
    column('incident'),
    column('version'),
    column('seq'),
    column('at'),
    column('type'),
    column('person'),
    column('status'),
  ];
}

function slices<T>(rows: readonly T[]): (readonly T[])[] {
  return Array.from({ length: Math.ceil(rows.length / FILL_ROWS) }, (_, n) =>
    rows.slice(n * FILL_ROWS, (n + 1) * FILL_ROWS),
  );
}
