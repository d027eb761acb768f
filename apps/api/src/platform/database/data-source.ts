import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import type { DataSourceOptions, Logger } from 'typeorm';
import { MIGRATIONS } from './migrations';

export type EntityClass = new () => object;

export interface DatabaseSettings {
  /** postgres://user:password@host:port/database */
  readonly url: string;
  readonly entities: readonly EntityClass[];
  /** Connections of this process at most; the server has about a hundred for all. */
  readonly poolSize?: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
  readonly log: (line: string) => void;
}

const DEFAULT_POOL_SIZE = 16;
const CONNECT_TIMEOUT_MS = 10_000;
/** A database that is started together with us may take this long to answer. */
const PATIENCE_MS = 60_000;
const RETRY_MS = 250;
/** Any number will do, as long as nothing else locks it in Posko's database. */
const MIGRATION_LOCK = 7_056_511;
/** Not there yet: refused, unknown name, starting up, shutting down, too many connections just now. */
const NOT_YET = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', '57P01', '57P03', '53300']);

/** What pg says, without a code, of a server that is too busy to answer in time. */
const TOO_SLOW = /connection timeout|timeout exceeded when trying to connect/;

const nothing = (): void => undefined;
/** Failed statements and migrations throw; whoever catches them writes the line. Standard output belongs to the commands. */
const quiet: Logger = {
  log: nothing,
  logMigration: nothing,
  logQuery: nothing,
  logQueryError: nothing,
  logQuerySlow: nothing,
  logSchemaBuild: nothing,
};

export function dataSourceOptions(settings: DatabaseSettings): DataSourceOptions {
  return {
    type: 'postgres',
    url: settings.url,
    entities: [...settings.entities],
    migrations: MIGRATIONS,
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    poolSize: settings.poolSize ?? DEFAULT_POOL_SIZE,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: settings.applicationName ?? 'posko',
    logging: false,
    logger: quiet,
    // A connection that breaks while idle is replaced by the pool: worth a line, no reason to die.
    poolErrorHandler: (error: unknown) => {
      settings.log(`A database connection broke: ${error instanceof Error ? error.message : String(error)}`);
    },
    extra: { keepAlive: true },
  };
}

/**
 * Opens the pool and brings the tables up to date; waits for a database that is still starting. The pool opens new
 * connections by itself after the database was restarted; statements that were under way fail.
 */
export async function openDataSource(settings: DatabaseSettings): Promise<DataSource> {
  const dataSource = new DataSource(dataSourceOptions(settings));
  await connect(dataSource, settings.log);
  try {
    await migrate(dataSource);
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
  return dataSource;
}

async function connect(dataSource: DataSource, log: (line: string) => void): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  let isAnnounced = false;
  for (;;) {
    try {
      await dataSource.initialize();
      return;
    } catch (error) {
      if (!isNotYet(error) || Date.now() > giveUpAt) throw error;
      if (!isAnnounced) log('Waiting for the database');
      isAnnounced = true;
      await delay(RETRY_MS);
    }
  }
}

/** True where the database may be there in a moment. */
export function isNotYet(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && NOT_YET.has(String(error.code))) || TOO_SLOW.test(error.message);
}

/** Runs the migrations that are missing; instances that start together take turns, and the second finds nothing to do. */
export async function migrate(dataSource: DataSource): Promise<void> {
  const turn = dataSource.createQueryRunner();
  try {
    await turn.query(`select pg_advisory_lock(${MIGRATION_LOCK})`);
    await dataSource.runMigrations();
  } finally {
    await turn.query(`select pg_advisory_unlock(${MIGRATION_LOCK})`).catch(() => undefined);
    await turn.release();
  }
}
