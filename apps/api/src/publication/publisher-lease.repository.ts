import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Client } from 'pg';
import { SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';

/** Held by the one instance that writes the public files. */
const PUBLISHER_LOCK = 7_357_004;

/** One of all instances writes the files: the one that holds a lock of the database, on a connection of its own. */
@Injectable()
export class PublisherLease implements BeforeApplicationShutdown {
  private client: Client | null = null;
  private isHeld = false;

  constructor(@Inject(SERVER_OPTIONS) private readonly options: ServerOptions) {}

  /** True while this instance is the one; asks for it where nobody is. */
  async hold(): Promise<boolean> {
    if (this.isHeld) return true;
    const client = this.client ?? (await this.connect());
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [PUBLISHER_LOCK]);
    this.isHeld = rows[0]?.held === true;
    return this.isHeld;
  }

  async beforeApplicationShutdown(): Promise<void> {
    const { client } = this;
    this.lose(client);
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<Client> {
    const client = new Client({ connectionString: this.options.databaseUrl, application_name: 'posko publisher' });
    client.on('error', () => this.lose(client));
    client.on('end', () => this.lose(client));
    await client.connect();
    this.client = client;
    return client;
  }

  /** With the connection goes the lock. */
  private lose(client: Client | null): void {
    if (this.client !== client) return;
    this.client = null;
    this.isHeld = false;
  }
}
