import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { PendingStep } from '@posko/contracts';
import { covers, isKind } from '@posko/domain';
import type { JournalEntry, Role } from '@posko/domain';
import { LRUCache } from 'lru-cache';
import type { EntityManager } from 'typeorm';
import { ClockService } from '../clock/clock.service';
import type { Projection } from '../journal/journal-follower';
import { JournalRepository } from '../journal/journal.repository';
import { HeldSession } from './held-session';
import { InvitationsRepository } from './invitations.repository';
import { isToken, newToken, sha256 } from './secret';
import { limitsOf } from './session-limits';
import type { SessionLimits } from './session-limits';
import { SessionsRepository } from './sessions.repository';
import type { SessionOwner } from './sessions.repository';
import type { SignedIn } from './signed-in';

/** The journal evicts what changed at once; this bounds what an instance may miss that cannot read it. */
const CACHE_MS = 5000;
const CACHE_SIZE = 50_000;
const FLUSH_MS = 5000;
const PURGE_MS = 10 * 60_000;
const AGENT_LENGTH = 300;

export interface NewSession {
  readonly owner: SessionOwner;
  readonly role: Role;
  readonly method: string;
  readonly pending: PendingStep | null;
  readonly address: string;
  readonly agent: string;
  readonly limits?: SessionLimits;
}

/** A session just made; the token is told to its owner and never kept. */
export interface OpenedSession {
  readonly id: string;
  readonly token: string;
  readonly endsAt: number;
}

type Found = PromiseWithResolvers<HeldSession | null>;

/** Sessions by the secret in the cookie. A request whose session was used within seconds costs no look into the database. */
@Injectable()
export class SessionStore implements Projection, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(SessionStore.name);
  private readonly cache = new LRUCache<string, HeldSession>({ max: CACHE_SIZE, ttl: CACHE_MS });
  private readonly timers: NodeJS.Timeout[] = [];
  private wanted = new Map<string, Found>();
  private touched = new Map<string, number>();
  /** Counts what was evicted: what was read before an eviction is not to be kept after it. */
  private evictions = 0;

  constructor(
    private readonly sessions: SessionsRepository,
    private readonly invitations: InvitationsRepository,
    private readonly journal: JournalRepository,
    private readonly clock: ClockService,
  ) {}

  onApplicationBootstrap(): void {
    const every = (ms: number, work: () => Promise<void>): void => {
      this.timers.push(setInterval(() => void this.safely(work), ms).unref());
    };
    every(FLUSH_MS, () => this.flush());
    every(PURGE_MS, () => this.purge());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.timers.forEach(clearInterval);
    await this.safely(() => this.flush());
  }

  /** Forgets the sessions and the one-time links whose time is over: nobody can use them any more. */
  async purge(): Promise<void> {
    const now = this.clock.realNow();
    await this.sessions.purge(now);
    await this.invitations.purge(now);
  }

  /** Makes a session, within the transaction of its journal entry. */
  async open(manager: EntityManager, { role, owner, ...session }: NewSession): Promise<OpenedSession> {
    const token = newToken();
    const { idleMs, absoluteMs } = session.limits ?? limitsOf(role, session.pending !== null);
    const startedAt = this.clock.realNow();
    const [id, endsAt] = [randomUUID(), startedAt + absoluteMs];
    const agent = session.agent.slice(0, AGENT_LENGTH);
    const { method, pending, address } = session;
    const row = { id, owner, method, pending, address, agent, startedAt, idleMs, endsAt };
    await this.sessions.insert(manager, { ...row, tokenSha256: sha256(token) });
    return { id, token, endsAt };
  }

  /** The session if this instance knows it; undefined if only the database can tell. `isUse`: it lasts longer for it. */
  known(token: string, isUse = true): SignedIn | undefined {
    const held = this.cache.get(token);
    if (held === undefined || held.isOver(this.clock.realNow())) return undefined;
    return isUse ? this.use(held) : held;
  }

  /** The session of a cookie, or null if there is none or its time is over. */
  async find(token: string | undefined, isUse = true): Promise<SignedIn | null> {
    if (!isToken(token)) return null;
    const known = this.known(token, isUse);
    if (known !== undefined) return known;
    const held = await this.look(token);
    if (held === null || held.isOver(this.clock.realNow())) return null;
    return isUse ? this.use(held) : held;
  }

  /** Which of these sessions still are, by their ids; does not count as use. */
  async among(ids: readonly string[]): Promise<Map<string, SignedIn>> {
    const now = this.clock.realNow();
    const held = (await this.sessions.byIds(ids)).map((row) => HeldSession.from(row));
    const alive = held.filter((session) => session !== null).filter((session) => !session.isOver(now));
    return new Map(alive.map((session) => [session.session, session]));
  }

  load(): Promise<number> {
    this.evict(() => true);
    return this.journal.head().then(({ seq }) => seq);
  }

  apply(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      const isMeant = meaningOf(entry);
      if (isMeant !== null) this.evict(isMeant);
    }
  }

  private use(held: HeldSession): SignedIn {
    const now = this.clock.realNow();
    if (held.touch(now)) this.touched.set(held.session, now);
    return held;
  }

  /** Looks that come together share one statement: crews report once an hour each, all of them in the same minutes. */
  private look(token: string): Promise<HeldSession | null> {
    const asked = this.wanted.get(token);
    if (asked !== undefined) return asked.promise;
    if (this.wanted.size === 0) setImmediate(() => void this.answerWanted());
    const found: Found = Promise.withResolvers();
    this.wanted.set(token, found);
    return found.promise;
  }

  private async answerWanted(): Promise<void> {
    const wanted = new Map([...this.wanted].map(([token, found]) => [sha256(token), { token, found }]));
    this.wanted = new Map();
    const { evictions } = this;
    try {
      const rows = await this.sessions.byTokens([...wanted.keys()]);
      const byHash = new Map(rows.map((row) => [row.tokenSha256, row]));
      for (const [hash, { token, found }] of wanted) {
        const row = byHash.get(hash.toString('hex'));
        const held = row === undefined ? null : HeldSession.from(row);
        if (held !== null && evictions === this.evictions) this.cache.set(token, held);
        found.resolve(held);
      }
    } catch (error) {
      for (const { found } of wanted.values()) found.reject(error);
    }
  }

  private evict(isMeant: (session: SignedIn) => boolean): void {
    this.evictions += 1;
    for (const [token, held] of this.cache.entries()) if (isMeant(held)) this.cache.delete(token);
  }

  private async flush(): Promise<void> {
    if (this.touched.size === 0) return;
    const seen = this.touched;
    this.touched = new Map();
    await this.sessions.touch(seen);
  }

  private async safely(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn(`Sessions could not be written: ${String(error)}`);
    }
  }
}

/** Which sessions an entry is about; null for most entries. */
export function meaningOf(entry: JournalEntry): ((session: SignedIn) => boolean) | null {
  if (isKind(entry, 'session.ended.v1')) {
    const { person, session } = entry.body;
    return session === null ? (held) => held.person.id === person : (held) => held.session === session;
  }
  if (isKind(entry, 'user.changed.v1')) return (held) => held.person.id === entry.body.user.id;
  if (isKind(entry, 'credential.changed.v1')) return (held) => held.person.id === entry.body.user;
  if (isKind(entry, 'activation.issued.v1')) {
    const { region } = entry.body;
    return ({ person }) => person.role === 'field' && covers(region, person.scope);
  }
  return null;
}
