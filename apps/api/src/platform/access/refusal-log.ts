import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { ERROR_STATUS } from '@posko/contracts';
import type { ErrorCode } from '@posko/contracts';
import { RegionCode, TpsCode, isoTime } from '@posko/domain';
import type { FastifyRequest } from 'fastify';
import { ClockService } from '../clock/clock.service';
import { requestHash } from '../journal/chain';
import type { NewEntry } from '../journal/journal-types';
import { JournalWriter } from '../journal/journal-writer';
import { People } from './people';
import { RefusalTally } from './refusal-tally';
import type { Refusal, Tallied } from './refusal-tally';
import { SESSION_COOKIE } from './session-cookie';
import { actorOf } from './signed-in';
import type { SignedIn } from './signed-in';

const TELLING: ReadonlySet<number> = new Set([401, 403, 429]);
const LOOK_MS = 5000;
/** Entries that wait to be written while the database is away; beyond it the newest are dropped. */
const WAITING = 500;

/** A socket that was turned away, or one of its wishes. */
export interface LiveRefusal {
  readonly code: ErrorCode;
  readonly event: string;
  readonly place: string;
  readonly address: string;
  readonly signedIn: SignedIn | undefined;
}

/** Brings refusals into the journal: who, from where, what about. A flood of them fills neither the journal nor the memory. */
@Injectable()
export class RefusalLog implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RefusalLog.name);
  private readonly tally: RefusalTally;
  private waiting: Tallied[] = [];
  private writing: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly clock: ClockService,
    private readonly journal: JournalWriter,
    private readonly people: People,
  ) {
    this.tally = new RefusalTally({ now: () => clock.realNow() });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.put(this.tally.due());
    }, LOOK_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    this.put(this.tally.due(true));
    await this.writing;
  }

  /** Notes an answer that was a refusal; any other is none of our business. */
  note(code: ErrorCode, request: FastifyRequest): void {
    if (!TELLING.has(ERROR_STATUS[code]) || isFirstVisit(code, request)) return;
    const { signedIn, ip: address, method, routeOptions } = request;
    const name = signedIn?.person.name ?? this.knownName(request.body);
    const route = routeOptions.url === undefined ? '' : `${method} ${routeOptions.url}`;
    this.take({ code, route, place: placeIn(request), name, address }, signedIn);
  }

  noteLive({ code, event, place, address, signedIn }: LiveRefusal): void {
    this.take({ code, route: event, place, name: signedIn?.person.name ?? '', address }, signedIn);
  }

  private take(refusal: Refusal, signedIn: SignedIn | undefined): void {
    const actor = signedIn === undefined ? {} : { actor: actorOf(signedIn.person, refusal.address) };
    const told = this.tally.note({ ...refusal, ...actor });
    if (told !== null) this.put([told]);
  }

  /** A name that someone has. Anything else that was typed there stays out: people type passwords into the wrong field. */
  private knownName(body: unknown): string {
    const typed = (body as { username?: unknown } | null | undefined)?.username;
    if (typeof typed !== 'string') return '';
    return this.people.byName(typed.trim().toLowerCase())?.name ?? '';
  }

  private put(tallied: readonly Tallied[]): void {
    this.waiting.push(...tallied.slice(0, WAITING - this.waiting.length));
    if (this.waiting.length > 0) this.writing ??= this.write().finally(() => (this.writing = null));
  }

  /** What gathers while one transaction is under way shares the next. */
  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      try {
        await this.append(batch);
      } catch (error) {
        this.logger.warn(`${batch.length} refusals could not be written: ${String(error)}`);
      }
    }
  }

  private async append(batch: readonly Tallied[]): Promise<void> {
    const id = randomUUID();
    const [first, ...others] = batch.map((tallied) => this.entryOf(tallied));
    if (first === undefined) return;
    await this.journal.transactAll({ id, requestHash: requestHash('refusals', '', id) }, () =>
      Promise.resolve([first, ...others]),
    );
  }

  private entryOf({ refusal, times, since }: Tallied): NewEntry {
    // Counted by the real clock, told by the room's, as everything in the journal is.
    const at = this.clock.now() - (this.clock.realNow() - since) * this.clock.speed;
    return { kind: 'access.refused.v1', subject: refusal.place, body: { ...refusal, times, since: isoTime(at) } };
  }
}

/** Everyone who opens the page is asked for a session first and has none: that is no refusal. */
function isFirstVisit(code: ErrorCode, { cookies, method, routeOptions }: FastifyRequest): boolean {
  const isAsking = method === 'GET' && routeOptions.url === '/api/session';
  return isAsking && code === 'not-signed-in' && cookies[SESSION_COOKIE] === undefined;
}

function placeIn({ params, query }: FastifyRequest): string {
  const { tpsCode, regionCode } = (params ?? {}) as { tpsCode?: string; regionCode?: string };
  const { region } = (query ?? {}) as { region?: unknown };
  const place = TpsCode.safeParse(tpsCode).data ?? RegionCode.safeParse(regionCode ?? region).data;
  return place ?? '';
}
