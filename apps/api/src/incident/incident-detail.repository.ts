import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { AttachmentAnswer, IncidentEvent } from '@posko/contracts';
import { isoTime } from '@posko/domain';
import type { Incident, JournalBody } from '@posko/domain';
import { DataSource } from 'typeorm';

interface EventRow {
  readonly seq: number;
  readonly at: number;
  readonly type: IncidentEvent['type'];
  readonly body: JournalBody<'incident.opened.v1'> &
    Partial<Omit<JournalBody<'incident.changed.v1'>, 'incident'>> &
    Partial<Omit<JournalBody<'incident.escalated.v1'>, 'incident'>>;
}

/** Everything around one incident. */
@Injectable()
export class IncidentDetailRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** What happened to it after a version, latest first. */
  async history(id: string, afterVersion = 0): Promise<IncidentEvent[]> {
    const rows = await this.dataSource.query<EventRow[]>(
      `SELECT e.seq::float8 AS seq, (extract(epoch FROM e.at) * 1000)::float8 AS at, e.type, j.body
       FROM incident_event AS e JOIN journal AS j ON j.seq = e.seq
       WHERE e.incident = $1 AND e.version > $2 ORDER BY e.version DESC`,
      [id, afterVersion],
    );
    return rows.map(eventOf);
  }

  /** Incidents that have this one as parent. */
  async children(id: string, limit: number): Promise<Incident[]> {
    return this.bodies('i.parent = $1', [id, limit]);
  }

  async countChildren(id: string): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM incident WHERE parent = $1',
      [id],
    );
    return row?.count ?? 0;
  }

  async duplicates(id: string, limit: number): Promise<Incident[]> {
    return this.bodies('i.duplicate_of = $1', [id, limit]);
  }

  /** Linked from here or to here, or open at the same place. */
  async related({ id, place, links }: Incident, limit: number): Promise<Incident[]> {
    return this.bodies(
      `i.id <> $1 AND i.id IN (
         SELECT unnest($3::uuid[])
         UNION SELECT id FROM incident WHERE links @> ARRAY[$1::uuid] AND links <> '{}'
         UNION SELECT id FROM incident WHERE is_open AND place = $4)`,
      [id, limit, links, place],
    );
  }

  async attachments(hashes: readonly string[]): Promise<AttachmentAnswer[]> {
    return this.dataSource.query<AttachmentAnswer[]>(
      `SELECT a.sha256, a.name, a.media_type AS "mediaType", a.bytes
       FROM unnest($1::text[]) WITH ORDINALITY AS wanted (sha256, place) JOIN attachment AS a USING (sha256)
       ORDER BY wanted.place`,
      [hashes],
    );
  }

  private async bodies(condition: string, values: unknown[]): Promise<Incident[]> {
    const rows = await this.dataSource.query<{ incident: Incident }[]>(
      `SELECT i.body AS incident FROM incident AS i WHERE ${condition} ORDER BY i.number LIMIT $2`,
      values,
    );
    return rows.map(({ incident }) => incident);
  }
}

function eventOf({ seq, at, type, body }: EventRow): IncidentEvent {
  const { actor, change, comment, to } = body;
  return {
    seq,
    at: isoTime(at),
    by: { id: actor.id, name: actor.name },
    type,
    ...(change === undefined ? {} : { change }),
    ...(comment === undefined ? {} : { comment }),
    ...(to === undefined ? {} : { tier: to }),
  };
}
