import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { PendingStep } from '@posko/contracts';
import type { Actor, Person } from '@posko/domain';
import type { FastifyRequest } from 'fastify';
import { ApiError } from '../http/api-error';

/** Whoever a request or a socket speaks for, as the session says. */
export interface SignedIn {
  readonly person: Person;
  /** Id of the session; the secret in the cookie is another thing, and only its hash is kept. */
  readonly session: string;
  /** Nothing but finishing to sign in is allowed until this is done. */
  readonly pending: PendingStep | null;
  readonly hasSecondFactor: boolean;
  readonly startedAt: number;
  readonly idleUntil: number;
  readonly endsAt: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard before any handler of a route that is not public. */
    signedIn?: SignedIn;
  }
}

/** As journal entries name who did something. */
export function actorOf({ id, name, role }: Person, address: string): Actor {
  return { id, name, role, address };
}

const requestOf = (context: ExecutionContext): FastifyRequest => context.switchToHttp().getRequest<FastifyRequest>();

function signedInOf(request: FastifyRequest): SignedIn {
  if (request.signedIn === undefined) throw new ApiError('not-signed-in');
  return request.signedIn;
}

/** Parameter of a handler: the whole session. */
export const CurrentSession = createParamDecorator((_: unknown, context: ExecutionContext) =>
  signedInOf(requestOf(context)),
);

/** Parameter of a handler: who asks. */
export const CurrentPerson = createParamDecorator(
  (_: unknown, context: ExecutionContext) => signedInOf(requestOf(context)).person,
);

/** Parameter of a handler: who asks and from where, for the journal. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const request = requestOf(context);
  return actorOf(signedInOf(request).person, request.ip);
});
