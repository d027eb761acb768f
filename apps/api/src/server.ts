import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Clock } from '@posko/domain';
import { AppModule } from './app.module';
import { BoardPublication } from './board/board-publication';
import { CalendarTicker } from './board/calendar-ticker';
import { AccessGate } from './platform/access/access-gate';
import { LiveAccess } from './platform/access/live-access';
import { RefusalLog } from './platform/access/refusal-log';
import { EscalationTicker } from './incident/escalation-ticker';
import { realClock } from './platform/clock/real-clock';
import { DEFAULT_OPTIONS } from './platform/config';
import type { ServerOptions } from './platform/config';
import { ErrorFilter } from './platform/http/error-filter';
import { configureFastify, fastifyOptions } from './platform/http/fastify';
import { LiveAdapter } from './platform/http/live-adapter';
import { validationPipe } from './platform/http/validation';
import { readIncidentPolicy } from './platform/incident/incident-policy';
import { Log } from './platform/log';
import type { LogTo } from './platform/log';
import { JournalFollower } from './platform/journal/journal-follower';
import { PublicationTicker } from './publication/publication-ticker';

export type StartOptions = Pick<ServerOptions, 'databaseUrl'> &
  Partial<ServerOptions> & { clock?: Clock; logTo?: LogTo };

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** For tests and tools in the same process. */
  readonly context: INestApplicationContext;
  /** Stops taking requests, answers those under way, then lets go of the database. */
  close(): Promise<void>;
}

/** Starts an instance: HTTP, sockets, and the journal followed. Throws if the database or the port cannot be had. */
export async function createServer(start: StartOptions): Promise<RunningServer> {
  const { clock, logTo, ...given } = start;
  const options: ServerOptions = { ...DEFAULT_OPTIONS, ...given };
  // A policy that cannot be used is told before anything is opened.
  await readIncidentPolicy(options.incidentPolicy);
  const filter = new ErrorFilter();
  const adapter = new FastifyAdapter(fastifyOptions(options, filter));
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(options, clock ?? realClock),
    adapter,
    { logger: new Log(options.log, logTo), bodyParser: false, abortOnError: false },
  );
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(filter);
  const refusals = app.get(RefusalLog, { strict: false });
  filter.watch((code, request) => {
    refusals.note(code, request);
  });
  app.useWebSocketAdapter(new LiveAdapter(app, app.get(LiveAccess, { strict: false })));
  await configureFastify(adapter.getInstance(), { options, filter, gate: app.get(AccessGate, { strict: false }) });
  try {
    await app.init();
    await app.get(JournalFollower).start();
    app.get(CalendarTicker, { strict: false }).start();
    app.get(EscalationTicker, { strict: false }).start();
    app.get(BoardPublication, { strict: false }).start();
    app.get(PublicationTicker, { strict: false }).start();
    await app.listen({ port: options.port, host: options.host });
  } catch (error) {
    await app.close();
    throw error;
  }
  const url = await app.getUrl();
  return { url, port: Number(new URL(url).port), context: app, close: () => app.close() };
}

/** The same without HTTP, for commands that work on the database: imports, rebuild. */
export async function createContext(start: StartOptions): Promise<INestApplicationContext> {
  const { clock, logTo, ...given } = start;
  const options: ServerOptions = { ...DEFAULT_OPTIONS, ...given };
  return NestFactory.createApplicationContext(AppModule.forRoot(options, clock ?? realClock), {
    logger: new Log(options.log, logTo),
    abortOnError: false,
  });
}
