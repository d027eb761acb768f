import { randomUUID } from 'node:crypto';
import { Catch, HttpException, Logger } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { ERROR_STATUS } from '@posko/contracts';
import type { ErrorBody, ErrorCode } from '@posko/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error';
import { isWrongMethod } from './route';

/** Every failure leaves as `{ code, params?, traceId }`. What was not expected is logged whole and told as `internal`. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');
  private watcher: ((code: ErrorCode, request: FastifyRequest) => void) | null = null;

  /** Tells of every failure that was answered. */
  watch(watcher: (code: ErrorCode, request: FastifyRequest) => void): void {
    this.watcher = watcher;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    this.reply(error, reply);
  }

  /** Sends the answer to a failure. */
  reply(error: unknown, reply: FastifyReply): FastifyReply {
    const { method, url } = reply.request;
    const { status, body } = this.answer(error);
    this.watcher?.(body.code, reply.request);
    const wait = body.params?.['retryAfterSeconds'];
    if (typeof wait === 'number') reply.header('retry-after', wait);
    if (body.code !== 'not-found' || !isWrongMethod(method, url)) return reply.status(status).send(body);
    const wrong = this.answer(new ApiError('method-not-allowed'));
    return reply.status(wrong.status).send(wrong.body);
  }

  answer(error: unknown): { status: number; body: ErrorBody } {
    const traceId = randomUUID();
    const known = toApiError(error);
    if (known.code === 'internal') this.logger.error(`${traceId} ${stackOf(error)}`);
    const body: ErrorBody = { code: known.code, traceId };
    if (known.params !== undefined) body.params = known.params;
    return { status: known.status, body };
  }
}

const CODE_BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid-request',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'payload-too-large',
  415: 'unsupported-media-type',
  414: 'invalid-request',
  429: 'too-many-requests',
  431: 'invalid-request',
  503: 'not-ready',
};

/** Errors of the framework, by their status; everything else is ours and unexpected. */
function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const code = CODE_BY_STATUS[statusOf(error)] ?? 'internal';
  if (ERROR_STATUS[code] !== 400) return new ApiError(code);
  const message = error instanceof Error ? error.message : 'malformed request';
  return new ApiError(code, { issues: [{ path: '', message }] });
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : 500;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
