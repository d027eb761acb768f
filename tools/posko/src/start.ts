import { join } from 'node:path';
import type { RunningServer } from '@posko/api';
import { openDatabase } from './database';
import type { OpenDatabase } from './database';
import { builtPages, pagesThere } from './pages';
import { assertPortFree, portFailure } from './port';
import { seedContests } from './seed-contests';
import { seedRegister } from './seed-register';
import type { Settings } from './settings';
import { within } from './stop-signal';
import { Failure } from './terminal';
import type { Terminal } from './terminal';

const DRAIN_MS = 15_000;

export interface StartOptions extends Settings {
  /** Done to the database before anything else touches it. */
  readonly prepare?: (databaseUrl: string) => Promise<void>;
  /** Made-up people sign in here, with passwords that everyone knows. */
  readonly isDemo?: boolean;
}

export interface StartedPosko {
  readonly url: string;
  readonly server: RunningServer;
  /** Answers what is under way, then stops the server and lets go of the database. */
  stop(): Promise<void>;
}

/** Everything that `npm start` brings up, in the order in which each needs the one before. */
export async function startPosko(settings: StartOptions, terminal: Terminal): Promise<StartedPosko> {
  await assertPortFree(settings.host, settings.port);
  const building = settings.withDashboard ? bothPages(terminal) : Promise.resolve({ portalDir: pagesThere('portal') });
  // Both at once; a failure of the build must not leave the database behind.
  const [opened, built] = await Promise.allSettled([openDatabase(settings, terminal), building]);
  if (opened.status === 'rejected') throw opened.reason;
  const database = opened.value;
  try {
    if (built.status === 'rejected') throw built.reason;
    await settings.prepare?.(database.url);
    if (settings.isDemo !== true) await refuseDemoDatabase(database.url);
    await seedRegister(database.url, terminal);
    await seedContests(database.url, terminal);
    const server = await listen(settings, database, built.value);
    return { url: server.url, server, stop: () => stop(server, database, terminal) };
  } catch (error) {
    await database.close();
    throw portFailure(error, settings.host, settings.port) ?? error;
  }
}

interface BuiltPages {
  readonly dashboardDir?: string;
  readonly portalDir?: string | undefined;
}

/** One after the other: each build takes all there is of the machine. */
async function bothPages(terminal: Terminal): Promise<BuiltPages> {
  const dashboardDir = await builtPages('dashboard', terminal);
  return { dashboardDir, portalDir: await builtPages('portal', terminal) };
}

/** Passwords that everyone knows must never stand between the world and a real election. */
async function refuseDemoDatabase(url: string): Promise<void> {
  const { isDemoDatabase } = await import('@posko/api');
  if (!(await isDemoDatabase(url))) return;
  throw new Failure(
    'This is the database of a demo, with people in it whose passwords everyone knows. ' +
      'Go on with it by `posko demo --keep`, or take another database (POSKO_DATA, DATABASE_URL).',
    2,
  );
}

async function listen(settings: StartOptions, database: OpenDatabase, pages: BuiltPages): Promise<RunningServer> {
  const { createServer } = await import('@posko/api');
  return createServer({
    databaseUrl: database.url,
    host: settings.host,
    port: settings.port,
    isRehearsal: settings.isRehearsal,
    votingDay: settings.votingDay,
    isDemo: settings.isDemo ?? false,
    isSecure: settings.isSecure,
    publicUrl: settings.publicUrl,
    trustProxy: settings.trustProxy,
    openid: settings.openid,
    incidentPolicy: settings.incidentPolicy,
    populations: settings.populations,
    resultPolicy: settings.resultPolicy,
    ...pages,
    publicationUrl: settings.publicationUrl,
    publicDir: join(settings.dataDir, 'public'),
    attachmentDir: join(settings.dataDir, 'attachments'),
    evidenceDir: join(settings.dataDir, 'evidence'),
    evidenceBucket: settings.evidenceBucket,
    publicBucket: settings.publicBucket,
  });
}

async function stop(server: RunningServer, database: OpenDatabase, terminal: Terminal): Promise<void> {
  if (!(await within(DRAIN_MS, server.close()))) terminal.note('Some requests took too long and were cut off');
  await database.close();
}
