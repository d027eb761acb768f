import type { LoggerService } from '@nestjs/common';
import { pino } from 'pino';
import type { DestinationStream } from 'pino';
import type { ServerOptions } from './config';

const STANDARD_ERROR = 2;

/** Takes lines of the log. */
export type LogTo = DestinationStream;

/**
 * The log: one JSON line per event on standard error, because standard output belongs to the commands' results. Requests are
 * not logged, and nothing that a client sent is, so that no secret can be.
 */
export class Log implements LoggerService {
  private readonly pino;

  /** @param to where lines go; specs read them */
  constructor(level: ServerOptions['log'], to: LogTo = pino.destination(STANDARD_ERROR)) {
    this.pino = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, to);
  }

  log(message: unknown, context?: string): void {
    this.pino.info({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.pino.warn({ context }, String(message));
  }

  error(message: unknown, ...details: unknown[]): void {
    const context = details.at(-1);
    this.pino.error({ context, stack: details.length > 1 ? details[0] : undefined }, String(message));
  }

  fatal(message: unknown, context?: string): void {
    this.pino.fatal({ context }, String(message));
  }
}
