import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

const SECRET_BYTES = 32;

/** Keys that all instances on a database share; whoever needs one first makes it. */
@Injectable()
export class ServerSecrets {
  private readonly held = new Map<string, Promise<Buffer>>();

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  of(name: string): Promise<Buffer> {
    const held = this.held.get(name) ?? this.load(name);
    this.held.set(name, held);
    held.catch(() => this.held.delete(name));
    return held;
  }

  private async load(name: string): Promise<Buffer> {
    await this.dataSource.query(
      'INSERT INTO server_secret (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING',
      [name, randomBytes(SECRET_BYTES)],
    );
    const [row] = await this.dataSource.query<{ value: Buffer }[]>('SELECT value FROM server_secret WHERE name = $1', [
      name,
    ]);
    if (row === undefined) throw new Error(`The key "${name}" is not there`);
    return row.value;
  }
}
