import type { Settings } from './settings';
import { Failure } from './terminal';
import type { Terminal } from './terminal';

export interface OpenDatabase {
  readonly url: string;
  /** Lets go of it; the embedded server stops with its last user. */
  close(): Promise<void>;
}

/** The database of the settings: yours by DATABASE_URL, else the embedded one, started or joined. */
export async function openDatabase(
  settings: Pick<Settings, 'dataDir' | 'databaseUrl'>,
  terminal: Terminal,
): Promise<OpenDatabase> {
  if (settings.databaseUrl !== undefined) return { url: settings.databaseUrl, close: () => Promise.resolve() };
  const { startEmbeddedPostgres } = await import('@posko/api');
  try {
    const server = await startEmbeddedPostgres({
      dataDir: settings.dataDir,
      log: (line) => {
        terminal.note(line);
      },
    });
    return { url: server.url, close: () => server.stop() };
  } catch (cause) {
    throw new Failure(cause instanceof Error ? cause.message : String(cause), 1, { cause });
  }
}

/** Which database that is, in words that tell no secret: for whoever looks at another one than they think. */
export function databasePlace({ dataDir, databaseUrl }: Pick<Settings, 'dataDir' | 'databaseUrl'>): string {
  if (databaseUrl === undefined) return `the embedded database in ${dataDir} (POSKO_DATA)`;
  if (!URL.canParse(databaseUrl)) return 'the database of DATABASE_URL';
  const { host, pathname } = new URL(databaseUrl);
  return `the database ${host}${pathname} (DATABASE_URL)`;
}

/** Opens the database for one piece of work and lets go of it afterwards, also on Ctrl-C. */
export async function withDatabase<T>(
  settings: Pick<Settings, 'dataDir' | 'databaseUrl'>,
  terminal: Terminal,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(settings, terminal);
  const interrupt = (): void => {
    void database.close().finally(() => process.exit(130));
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    return await work(database.url);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    await database.close();
  }
}
