import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Presence } from '@posko/contracts';
import { isoTime } from '@posko/domain';
import type { PersonRef } from '@posko/domain';
import { DataSource } from 'typeorm';

/** Channel on which instances tell each other of whom looks at what. */
export const PRESENCE_CHANNEL = 'incident_presence';

const LOCK_CLASS = 7_357_002;

interface PresenceRow {
  readonly incident: string;
  readonly id: string;
  readonly name: string;
  /** Milliseconds since the epoch, real time; null if not held. */
  readonly holdsUntil: number | null;
}

/** Someone's word on one incident, in real time (ms). */
export interface PresenceWord {
  readonly incident: string;
  readonly person: PersonRef;
  readonly isHere: boolean;
  readonly wantsHold: boolean;
  readonly now: number;
  readonly until: number;
}

const UPSERT = `
  INSERT INTO incident_presence (incident, person, name, seen_until, holds_until)
  SELECT $1, $2, $3, $4::timestamptz, CASE WHEN $5 AND NOT EXISTS (
    SELECT FROM incident_presence AS other
    WHERE other.incident = $1 AND other.person <> $2 AND other.holds_until > $6::timestamptz) THEN $4::timestamptz END
  ON CONFLICT (incident, person) DO UPDATE
    SET name = excluded.name, seen_until = excluded.seen_until, holds_until = excluded.holds_until`;

/** Leases on looking and holding: outside the journal, by the real clock, lost with the database's memory at worst. */
@Injectable()
export class IncidentPresenceRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Notes it and tells the other instances. Takes turns per incident, so that only one can come to hold it. */
  async note({ incident, person, isHere, wantsHold, now, until }: PresenceWord): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [LOCK_CLASS, incident]);
      await (isHere
        ? manager.query(UPSERT, [incident, person.id, person.name, isoTime(until), wantsHold, isoTime(now)])
        : manager.query('DELETE FROM incident_presence WHERE incident = $1 AND person = $2', [incident, person.id]));
      await manager.query('SELECT pg_notify($1, $2)', [PRESENCE_CHANNEL, incident]);
    });
  }

  /** Who is at each of these incidents. */
  async of(incidents: readonly string[], now: number): Promise<Map<string, Presence>> {
    const rows = await this.dataSource.query<PresenceRow[]>(
      `SELECT incident, person AS id, name,
              CASE WHEN holds_until > $2 THEN (extract(epoch FROM holds_until) * 1000)::float8 END AS "holdsUntil"
       FROM incident_presence WHERE incident = ANY($1::uuid[]) AND seen_until > $2 ORDER BY name, person`,
      [incidents, isoTime(now)],
    );
    const byIncident = Map.groupBy(rows, ({ incident }) => incident);
    return new Map(incidents.map((incident) => [incident, presenceOf(incident, byIncident.get(incident) ?? [])]));
  }

  /** Leases that nobody renewed. */
  async forget(before: number): Promise<void> {
    await this.dataSource.query('DELETE FROM incident_presence WHERE seen_until < $1', [isoTime(before)]);
  }
}

function presenceOf(incident: string, rows: readonly PresenceRow[]): Presence {
  const viewers = rows.map(({ id, name }) => ({ id, name }));
  const held = rows.find(({ holdsUntil }) => holdsUntil !== null);
  const holder =
    held === undefined ? null : { person: { id: held.id, name: held.name }, until: isoTime(held.holdsUntil ?? 0) };
  return { incident, viewers, holder };
}
