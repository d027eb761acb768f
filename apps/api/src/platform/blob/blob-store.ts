import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';

/** Bytes that journal entries name by their SHA-256. Written once, never changed: the name is the content. */
@Injectable()
export class BlobStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Keeps the bytes within the caller's transaction; returns their SHA-256 in hex. */
  async put(manager: EntityManager, content: Buffer): Promise<string> {
    const sha256 = createHash('sha256').update(content).digest();
    await manager.query('INSERT INTO blob (sha256, content) VALUES ($1, $2) ON CONFLICT DO NOTHING', [sha256, content]);
    return sha256.toString('hex');
  }

  /** The same of many at once. */
  async putAll(manager: EntityManager, contents: readonly Buffer[]): Promise<void> {
    const names = contents.map((content) => createHash('sha256').update(content).digest());
    await manager.query(
      `INSERT INTO blob (sha256, content) SELECT * FROM unnest($1::bytea[], $2::bytea[]) ON CONFLICT DO NOTHING`,
      [names, contents],
    );
  }

  /** The bytes of a name; throws if they are missing or are not what their name says. */
  async get(sha256: string): Promise<Buffer> {
    const [row] = await this.dataSource.query<{ content: Buffer }[]>('SELECT content FROM blob WHERE sha256 = $1', [
      Buffer.from(sha256, 'hex'),
    ]);
    if (row === undefined) throw new Error(`No bytes of SHA-256 ${sha256} are kept`);
    if (createHash('sha256').update(row.content).digest('hex') !== sha256) {
      throw new Error(`The bytes kept as SHA-256 ${sha256} were changed`);
    }
    return row.content;
  }
}
