import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Client } from 'pg';
import { SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';

/** Held by the one instance that writes the public files. */
const PUBLISHER_LOCK = 7_357_004;
/** A database that says nothing for so long has given the lock to another, for all we know. */
const SILENCE_MS = 5000;

/** One of all instances writes the files: the one that holds a lock of the database, on a connection of its own. */
@Injectable()
export class PublisherLease implements BeforeApplicationShutdown {
  private client: Client | null = null;
  private isHeld = false;
  private term = 0;

  constructor(@Inject(SERVER_OPTIONS) private readonly options: ServerOptions) {}

  /**
   * Which time it is that this instance holds it; null while another does. Asks for it where nobody holds it, and asks the database
   * whether it is held still: between two terms another may have written.
   */
  async hold(): Promise<number | null> {
    const client = this.client ?? (await this.connect());
    try {
      if (this.isHeld) await client.query('SELECT 1');
      else await this.take(client);
    } catch (error) {
      this.lose(client);
      void client.end().catch(() => undefined);
      throw error;
    }
    return this.isHeld ? this.term : null;
  }

  /** As far as is known without asking. */
  holds(term: number): boolean {
    return this.isHeld && this.term === term;
  }

  async beforeApplicationShutdown(): Promise<void> {
    const { client } = this;
    this.lose(client);
    await client?.end().catch(() => undefined);
  }

  private async take(client: Client): Promise<void> {
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [PUBLISHER_LOCK]);
    if (rows[0]?.held !== true || this.client !== client) return;
    this.isHeld = true;
    this.term += 1;
  }

  private async connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.options.databaseUrl,
      application_name: 'posko publisher',
      connectionTimeoutMillis: SILENCE_MS,
      query_timeout: SILENCE_MS,
      keepAlive: true,
    });
    client.on('error', () => this.lose(client));
    client.on('end', () => this.lose(client));
    try {
      await client.connect();
      // A database that lost us without a word lets go of the lock within half a minute, not after hours.
      await client.query('SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3');
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
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
