import type { Writable } from 'node:stream';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';
import type { PoolClient } from 'pg';
import { SERVER_OPTIONS } from '../config';
import type { ServerOptions } from '../config';

const CONNECT_TIMEOUT_MS = 5000;
/** A statement of the writer takes milliseconds; one that hangs must not hold the journal's lock for good. */
const STATEMENT_TIMEOUT_MS = 20_000;
/**
 * Every statement of a group commit finds its rows by key. A plan made while the journal was nearly empty would read it
 * whole, and a prepared plan lives on while the journal grows: so reading whole tables is not on offer here.
 */
const BY_KEY_ONLY = '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off';

/**
 * The one connection that group commits use. It is pipelined: statements that are sent together do not wait for each
 * other's answers, which at thirty small statements a millisecond is most of the time there is.
 */
@Injectable()
export class WriterPool implements OnApplicationShutdown {
  private readonly logger = new Logger(WriterPool.name);
  private readonly pool: Pool;

  constructor(@Inject(SERVER_OPTIONS) options: ServerOptions) {
    this.pool = new Pool({
      connectionString: options.databaseUrl,
      application_name: 'posko writer',
      max: 1,
      pipeline: true,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      options: BY_KEY_ONLY,
      idleTimeoutMillis: 0,
    });
    this.pool.on('error', (error) => {
      this.logger.warn(`The writer's connection broke: ${error.message}`);
    });
  }

  /** Lends the connection. After a failure it is closed, which also rolls back whatever was open on it, and a new one follows. */
  async use<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    // A connection that breaks fails its statements, which is how we hear of it; without this it would also end the process.
    const ignore = (): void => undefined;
    client.on('error', ignore);
    let isSound = false;
    try {
      const result = await work(client);
      isSound = true;
      return result;
    } finally {
      client.release(!isSound);
      if (isSound) client.off('error', ignore);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}

/**
 * Lets the statements that `send` submits leave in one packet: each write wakes the database's process, and waking it costs
 * more than most of these statements. The stream is no part of pg's declared interface; without it they leave one by one.
 */
export function together<T>(client: PoolClient, send: () => T): T {
  const stream = (client as { connection?: { stream?: Writable } }).connection?.stream;
  stream?.cork();
  try {
    return send();
  } finally {
    stream?.uncork();
  }
}
