import { Injectable } from '@nestjs/common';
import { ENDPOINTS, UNATTENDED_HEADER } from '@posko/contracts';
import type { Access, Endpoint } from '@posko/contracts';
import { NATIONAL_CODE, RegionCode, TpsCode, may } from '@posko/domain';
import type { Person } from '@posko/domain';
import type { FastifyRequest } from 'fastify';
import { ApiError } from '../http/api-error';
import { isCrossSite } from '../http/cross-site';
import { RequestCounter } from '../http/request-limits';
import { routeOf } from '../http/route';
import { RegisterHolder } from '../register/register-holder';
import { SESSION_COOKIE } from './session-cookie';
import { isToken } from './secret';
import { SessionStore } from './session-store';
import type { SignedIn } from './signed-in';

const BY_ROUTE = new Map<string, Endpoint>(
  Object.values(ENDPOINTS).map((endpoint) => [`${endpoint.method} ${routeOf(endpoint)}`, endpoint]),
);

/** The endpoint that a request was routed to; undefined where it is none of the table. */
export function endpointOf({ method, routeOptions }: FastifyRequest): Endpoint | undefined {
  return BY_ROUTE.get(`${method === 'HEAD' ? 'GET' : method} ${routeOptions.url ?? ''}`);
}

type Permitted = Exclude<Access, string>;

/**
 * Lets a request in or not, by the endpoint's `access` alone and before its body is read: nobody signed out can make us parse
 * anything but what is public. A route that the table does not have is closed.
 */
@Injectable()
export class AccessGate {
  constructor(
    private readonly sessions: SessionStore,
    private readonly holder: RegisterHolder,
    private readonly counter: RequestCounter,
  ) {}

  /** Calls `done` at once where the session is known; otherwise after a look into the database. */
  admit(request: FastifyRequest, done: (error?: Error) => void): void {
    const endpoint = endpointOf(request);
    if (endpoint === undefined) return done(isOurs(request) ? new ApiError('forbidden') : undefined);
    const early = this.counter.ofAddress(request.ip, endpoint);
    if (early !== undefined) return done(early);
    if (isCrossSite(request)) return done(new ApiError('cross-site'));
    if (endpoint.access === 'public') return done();
    const token = request.cookies[SESSION_COOKIE];
    if (!isToken(token)) return done(new ApiError('not-signed-in'));
    const isUse = request.headers[UNATTENDED_HEADER] === undefined;
    const known = this.sessions.known(token, isUse);
    if (known !== undefined) return done(this.refusal(request, endpoint, known));
    this.sessions.find(token, isUse).then(
      (found) => {
        done(found === null ? new ApiError('not-signed-in') : this.refusal(request, endpoint, found));
      },
      () => {
        done(new ApiError('not-ready'));
      },
    );
  }

  /** Why this person may not ask this; undefined where they may, and then the request knows them. */
  private refusal(request: FastifyRequest, { access }: Endpoint, signedIn: SignedIn): ApiError | undefined {
    request.signedIn = signedIn;
    const tooMany = this.counter.ofPerson(signedIn.person.id);
    if (tooMany !== undefined) return tooMany;
    if (typeof access === 'string') return undefined;
    if (signedIn.pending !== null) return new ApiError('sign-in-unfinished', { pending: signedIn.pending });
    return this.isAllowed(request, access, signedIn.person) ? undefined : new ApiError('forbidden');
  }

  private isAllowed(request: FastifyRequest, { permission, at }: Permitted, person: Person): boolean {
    return may(person, permission, this.placeOf(request, at));
  }

  /** Where the permission is asked for; undefined where the handler has to ask, or to say that there is no such place. */
  private placeOf(request: FastifyRequest, at: Permitted['at']): string | undefined {
    if (at === 'root') return this.holder.current().tree.codes[0] ?? NATIONAL_CODE;
    if (at === 'path') return placeIn(request.params);
    return at === 'scope' ? regionIn(request.query) : undefined;
  }
}

/** Routes of the api that are missing from the table; the dashboard's files are no routes of the api. */
function isOurs({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url?.startsWith('/api') === true;
}

function placeIn(params: unknown): string | undefined {
  const { tpsCode, regionCode } = params as { tpsCode?: string; regionCode?: string };
  return TpsCode.safeParse(tpsCode).data ?? RegionCode.safeParse(regionCode).data;
}

function regionIn(query: unknown): string | undefined {
  return RegionCode.safeParse((query as { region?: unknown }).region).data;
}
