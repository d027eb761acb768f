import { Inject, Injectable } from '@nestjs/common';
import { ENDPOINTS } from '@posko/contracts';
import type { Endpoint } from '@posko/contracts';
import type { Clock } from '@posko/domain';
import { REAL_CLOCK } from '../clock/clock.service';
import { SERVER_OPTIONS } from '../config';
import type { ServerOptions } from '../config';
import { networkOf } from './address';
import { ApiError } from './api-error';
import { TokenBuckets } from './token-buckets';

/** How much one person or one address may ask of an instance. */
export interface RequestLimits {
  /** Requests a minute of one person, whatever their screens. */
  readonly perPerson: number;
  /** Requests a minute of one address: a whole office sits behind one. */
  readonly perAddress: number;
  /** Requests a minute of one address to what is public. */
  readonly publicPerAddress: number;
  /** Live connections of one address. */
  readonly socketsPerAddress: number;
  /** Messages a minute over one live connection. */
  readonly messagesPerSocket: number;
}

export const DEFAULT_LIMITS: RequestLimits = {
  perPerson: 600,
  perAddress: 6000,
  publicPerAddress: 300,
  socketsPerAddress: 1000,
  messagesPerSocket: 300,
};

/** For rehearsals, where one person is a whole province, and for measuring. */
export const UNLIMITED: RequestLimits = {
  perPerson: Infinity,
  perAddress: Infinity,
  publicPerAddress: Infinity,
  socketsPerAddress: Infinity,
  messagesPerSocket: Infinity,
};

export function limitsFrom({ isRehearsal, limits }: Pick<ServerOptions, 'isRehearsal' | 'limits'>): RequestLimits {
  return { ...(isRehearsal ? UNLIMITED : DEFAULT_LIMITS), ...limits };
}

/** Signing in has throttles of its own: a flood from the office's address must not close the door on the office. */
const APART: ReadonlySet<Endpoint> = new Set([ENDPOINTS.signIn, ENDPOINTS.live, ENDPOINTS.ready]);

/** Connections that are open, by address. */
export class OpenConnections {
  private readonly counts = new Map<string, number>();

  constructor(private readonly limit: number) {}

  hasRoom(address: string): boolean {
    return (this.counts.get(networkOf(address)) ?? 0) < this.limit;
  }

  enter(address: string): void {
    const network = networkOf(address);
    this.counts.set(network, (this.counts.get(network) ?? 0) + 1);
  }

  leave(address: string): void {
    const network = networkOf(address);
    const left = (this.counts.get(network) ?? 0) - 1;
    if (left > 0) this.counts.set(network, left);
    else this.counts.delete(network);
  }
}

/** Counts requests. Each instance counts what comes to it. */
@Injectable()
export class RequestCounter {
  /** Live connections by address, and messages by connection. */
  readonly sockets: OpenConnections;
  readonly messages: TokenBuckets;
  private readonly people: TokenBuckets;
  private readonly addresses: TokenBuckets;
  private readonly publicAddresses: TokenBuckets;

  constructor(
    @Inject(SERVER_OPTIONS) options: Pick<ServerOptions, 'isRehearsal' | 'limits'>,
    @Inject(REAL_CLOCK) clock: Clock,
  ) {
    const limits = limitsFrom(options);
    this.sockets = new OpenConnections(limits.socketsPerAddress);
    this.messages = new TokenBuckets(limits.messagesPerSocket, clock);
    this.people = new TokenBuckets(limits.perPerson, clock);
    this.addresses = new TokenBuckets(limits.perAddress, clock);
    this.publicAddresses = new TokenBuckets(limits.publicPerAddress, clock);
  }

  /** Why an address has to wait; undefined where it may ask. */
  ofAddress(address: string, endpoint: Endpoint): ApiError | undefined {
    if (APART.has(endpoint)) return undefined;
    const network = networkOf(address);
    const waitMs = this.addresses.take(network);
    if (waitMs > 0) return tooManyRequests(waitMs);
    return endpoint.access === 'public' ? refusalAfter(this.publicAddresses.take(network)) : undefined;
  }

  /** The same for a person, by id. */
  ofPerson(id: string): ApiError | undefined {
    return refusalAfter(this.people.take(id));
  }
}

function refusalAfter(waitMs: number): ApiError | undefined {
  return waitMs > 0 ? tooManyRequests(waitMs) : undefined;
}

function tooManyRequests(waitMs: number): ApiError {
  return new ApiError('too-many-requests', { retryAfterSeconds: Math.ceil(waitMs / 1000) });
}
