import { Client } from 'pg';
import { DEMO_ACTOR_NAME } from '../config';

/**
 * Drops a database of the embedded server and makes it again, empty. Throws if anybody else is connected to it: a rehearsal
 * must not pull the ground from under another one.
 */
export async function freshDatabase(url: string): Promise<void> {
  const server = new URL(url);
  const name = decodeURIComponent(server.pathname.slice(1));
  server.pathname = '/postgres';
  const client = new Client({ connectionString: server.href });
  await client.connect();
  try {
    const quoted = client.escapeIdentifier(name);
    await client.query(`drop database if exists ${quoted}`);
    await client.query(`create database ${quoted}`);
  } finally {
    await client.end();
  }
}

/** Whether reports, or anything else that happened, are in the journal; false also where there is no journal yet. */
export function hasHistory(url: string): Promise<boolean> {
  return hasEntry(url, `kind <> 'register.imported.v1'`);
}

/** Whether people with passwords that everyone knows are in it: then it must not be served as anything but a demo. */
export function isDemoDatabase(url: string): Promise<boolean> {
  // The second condition is that of the index on rare kinds.
  const isMade = `kind = 'user.created.v1' AND kind <> 'tps.reported.v1' AND body #>> '{actor,name}' = '${DEMO_ACTOR_NAME}'`;
  return hasEntry(url, isMade);
}

async function hasEntry(url: string, condition: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ isThere: boolean }>(`select to_regclass('journal') is not null as "isThere"`);
    if (rows[0]?.isThere !== true) return false;
    const { rowCount } = await client.query(`select from journal where ${condition} limit 1`);
    return rowCount === 1;
  } finally {
    await client.end();
  }
}
