import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { CLIENT_EVENT_ACCESS } from '@posko/contracts';
import type { FastifyRequest } from 'fastify';
import { ApiError } from '../http/api-error';
import { endpointOf } from './access-gate';
import type { LiveSocket } from './live-access';

/**
 * The second lock: no handler runs that the gate has not let someone through to. It holds even where the gate were not
 * hung in, and a route or event that no table names stays shut.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() === 'ws') return isLiveAllowed(context);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const endpoint = endpointOf(request);
    if (endpoint === undefined) throw new ApiError('forbidden');
    if (endpoint.access !== 'public' && request.signedIn === undefined) throw new ApiError('not-signed-in');
    return true;
  }
}

function isLiveAllowed(context: ExecutionContext): boolean {
  const ws = context.switchToWs();
  return ws.getClient<LiveSocket>().data.signedIn !== undefined && ws.getPattern() in CLIENT_EVENT_ACCESS;
}
