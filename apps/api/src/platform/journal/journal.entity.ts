import type { JournalEntry } from '@posko/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

type Stored = { [K in 'seq' | 'at' | 'kind' | 'subject' | 'commandId']: unknown } & { body: string; hash: Buffer };

/** One row per entry. `body` is JSON text kept to the letter, because the hash covers it so. */
@Entity('journal')
export class JournalEntity implements Stored, Record<keyof JournalEntry, unknown> {
  @PrimaryColumn('bigint')
  seq: string;

  @Column('timestamp with time zone', { precision: 3 })
  at: Date;

  @Column('text')
  kind: string;

  @Column('text')
  subject: string;

  @Column('uuid', { name: 'command_id', unique: true })
  commandId: string;

  @Column('bytea', { name: 'request_hash' })
  requestHash: Buffer;

  @Column('json')
  body: string;

  @Column('bytea')
  hash: Buffer;
}
