import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DEVICE_COOKIE } from './devices';
import type { Origin } from './session-door';

/** Whoever asks, before we know who it is: from where, and on which device as far as it says so. */
export interface Visitor extends Origin {
  readonly device: string | undefined;
}

/** Parameter of a handler. */
export const CurrentVisitor = createParamDecorator((_: unknown, context: ExecutionContext): Visitor => {
  const { ip, headers, cookies } = context.switchToHttp().getRequest<FastifyRequest>();
  return { address: ip, agent: headers['user-agent'] ?? '', device: cookies[DEVICE_COOKIE] };
});
