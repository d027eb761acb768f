import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { AttachmentAnswer } from '@posko/contracts';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';

/** A row of the table: what the journal says of the bytes. Times are milliseconds since the epoch. */
export interface KeptAttachment extends AttachmentAnswer {
  readonly keptAt: number;
  readonly keptBy: string;
}

/** Where an incident is and what is attached to it. */
export interface AttachedTo {
  readonly place: string;
  readonly attachments: readonly string[];
}

const INSERT_ROWS = 5000;

@Injectable()
export class AttachmentRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async insert(manager: EntityManager, rows: readonly KeptAttachment[]): Promise<void> {
    for (let from = 0; from < rows.length; from += INSERT_ROWS) {
      const slice = rows.slice(from, from + INSERT_ROWS);
      const column = <K extends keyof KeptAttachment>(key: K): KeptAttachment[K][] => slice.map((row) => row[key]);
      await manager.query(
        `INSERT INTO attachment (sha256, name, media_type, bytes, kept_at, kept_by)
         SELECT sha256, name, media_type, bytes, to_timestamp(kept_at / 1000), kept_by
         FROM unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::float8[], $6::uuid[])
           AS row (sha256, name, media_type, bytes, kept_at, kept_by)`,
        [column('sha256'), column('name'), column('mediaType'), column('bytes'), column('keptAt'), column('keptBy')],
      );
    }
  }

  async one(sha256: string): Promise<AttachmentAnswer | null> {
    const [row] = await this.dataSource.query<AttachmentAnswer[]>(
      `SELECT sha256, name, media_type AS "mediaType", bytes FROM attachment WHERE sha256 = $1`,
      [sha256],
    );
    return row ?? null;
  }

  async incident(id: string): Promise<AttachedTo | null> {
    const [row] = await this.dataSource.query<AttachedTo[]>(`SELECT place, attachments FROM incident WHERE id = $1`, [
      id,
    ]);
    return row ?? null;
  }
}
