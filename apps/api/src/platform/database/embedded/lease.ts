import { Client } from 'pg';
import type { Cluster } from './cluster';
import { DATABASE_USER } from './cluster';

/** Any number will do, as long as nothing else locks it in the database `postgres`. */
const LEASE_KEY = 7_056_510;
export const DATABASE_NAME = 'posko';

/**
 * A process's share in the running server: a connection that holds an advisory lock together with all other users. The
 * connection breaks when the server dies, so a lease watches it too; it goes when its process is killed, so none is ever stale.
 */
export interface Lease {
  /** Calls back once if the server breaks the connection. */
  onLost(callback: () => void): void;
  /** Gives the share back; true if it was the last one. Then nobody else gets in any more, and the caller stops the server. */
  release(): Promise<boolean>;
  close(): Promise<void>;
}

function clientOf(cluster: Cluster, port: number, database: string): Client {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: DATABASE_USER,
    password: cluster.password,
    database,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    application_name: 'posko lease',
  });
  client.on('error', () => undefined);
  return client;
}

async function isTrue(client: Client, question: string): Promise<boolean> {
  const { rows } = await client.query<{ answer: boolean }>(`select ${question} as answer`);
  return rows[0]?.answer === true;
}

/** Takes a share; null if the server does not answer yet, or is just being stopped by its last user. */
export async function takeLease(cluster: Cluster, port: number): Promise<Lease | null> {
  const client = clientOf(cluster, port, 'postgres');
  let isOpen = true;
  client.once('end', () => (isOpen = false));
  try {
    await client.connect();
    if (await isTrue(client, `pg_try_advisory_lock_shared(${LEASE_KEY})`)) {
      await makeDatabase(client);
      return leaseOn(client, () => isOpen);
    }
  } catch {
    // Not there yet: the caller asks again.
  }
  await client.end().catch(() => undefined);
  return null;
}

async function makeDatabase(client: Client): Promise<void> {
  const isThere = await isTrue(client, `exists (select from pg_database where datname = '${DATABASE_NAME}')`);
  if (isThere) return;
  await client.query(`create database ${DATABASE_NAME}`).catch((error: unknown) => {
    // Another process made it at the same moment.
    if (!(error instanceof Error && 'code' in error && ['42P04', '23505'].includes(String(error.code)))) throw error;
  });
}

function leaseOn(client: Client, isOpen: () => boolean): Lease {
  return {
    onLost: (callback) => {
      if (isOpen()) client.once('end', callback);
      else callback();
    },
    release: async () => {
      // First give, then ask: two that leave at once must not both wait for the other.
      try {
        await client.query(`select pg_advisory_unlock_shared(${LEASE_KEY})`);
        return await isTrue(client, `pg_try_advisory_lock(${LEASE_KEY})`);
      } catch {
        return false;
      }
    },
    close: async () => {
      await client.end().catch(() => undefined);
    },
  };
}
