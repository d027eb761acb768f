import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { PendingStep, SessionResponse } from '@posko/contracts';
import { SECOND_FACTOR_ROLES, isoTime, permissionsOf } from '@posko/domain';
import type { Actor, JournalBody, Person } from '@posko/domain';
import type { EntityManager } from 'typeorm';
import { ApiError } from '../http/api-error';
import { requestHash } from '../journal/chain';
import { JournalFollower } from '../journal/journal-follower';
import type { NewEntry } from '../journal/journal-types';
import { JournalWriter } from '../journal/journal-writer';
import { SessionStore } from './session-store';
import type { OpenedSession } from './session-store';
import { SessionsRepository } from './sessions.repository';
import type { SessionOwner } from './sessions.repository';
import { actorOf } from './signed-in';
import type { SignedIn } from './signed-in';

/** How long an answer waits for this instance to know what it has just written. */
const REACH_MS = 2000;

/** From where a request comes. */
export interface Origin {
  readonly address: string;
  readonly agent: string;
}

/** Someone who has proved who they are. */
export interface Entering {
  readonly person: Person;
  readonly owner: SessionOwner;
  readonly method: JournalBody<'session.opened.v1'>['method'];
  readonly pending: PendingStep | null;
  readonly hasSecondFactor: boolean;
  readonly origin: Origin;
}

/** What is still to be done by someone whose role needs a second factor. `isDemo`: made-up people need none. */
export function pendingOf(
  { role }: Pick<Person, 'role'>,
  { hasSecondFactor, isDemo }: { hasSecondFactor: boolean; isDemo: boolean },
): PendingStep | null {
  return SECOND_FACTOR_ROLES.includes(role) && !hasSecondFactor && !isDemo ? 'second-factor' : null;
}

/** Opens and ends sessions: each with its journal entry, in one transaction. */
@Injectable()
export class SessionDoor {
  constructor(
    private readonly store: SessionStore,
    private readonly sessions: SessionsRepository,
    private readonly journal: JournalWriter,
    private readonly follower: JournalFollower,
  ) {}

  /** Lets someone in. `first` is what has to happen with it or not at all, such as spending a code; its entries come before. */
  async open(
    entering: Entering,
    first: (manager: EntityManager) => Promise<NewEntry[]> = () => Promise.resolve([]),
  ): Promise<OpenedSession> {
    const { person, owner, method, pending, hasSecondFactor, origin } = entering;
    const made: OpenedSession[] = [];
    await this.write(async (manager) => {
      const before = await first(manager);
      const opened = await this.store.open(manager, { owner, role: person.role, method, pending, ...origin });
      made.push(opened);
      const body = { session: opened.id, method, hasSecondFactor, actor: actorOf(person, origin.address) };
      const entry: NewEntry = { kind: 'session.opened.v1', subject: person.scope, body };
      const [lead = entry, ...others] = before;
      return before.length === 0 ? [entry] : [lead, ...others, entry];
    });
    const [opened] = made;
    if (opened === undefined) throw new ApiError('internal');
    return opened;
  }

  /** Ends this session, or all of this person. */
  async leave(
    { person, session }: SignedIn,
    { isEverywhere, actor }: { isEverywhere: boolean; actor: Actor },
  ): Promise<void> {
    await this.write(async (manager) => {
      const ids = isEverywhere ? await this.sessions.idsOf(manager, ownerOf(person)) : [session];
      await this.sessions.delete(manager, ids);
      return [
        endOf(person, isEverywhere ? null : session, { reason: isEverywhere ? 'everywhere' : 'signedOut', actor }),
      ];
    });
  }

  /** Ends all sessions of a person but one, within a transaction; one entry each. */
  async endOthers(manager: EntityManager, { person, session }: SignedIn, actor: Actor): Promise<NewEntry[]> {
    const ids = (await this.sessions.idsOf(manager, ownerOf(person))).filter((id) => id !== session);
    await this.sessions.delete(manager, ids);
    return ids.map((id) => endOf(person, id, { reason: 'reset', actor }));
  }

  /** Ends all sessions of a person within a transaction; no entry where there was none. */
  async endAll(manager: EntityManager, person: Person, actor: Actor): Promise<NewEntry[]> {
    const ids = await this.sessions.idsOf(manager, ownerOf(person));
    await this.sessions.delete(manager, ids);
    return ids.length === 0 ? [] : [endOf(person, null, { reason: 'reset', actor })];
  }

  /** Writes entries about sessions and accounts, and returns once this instance goes by them. */
  async write(work: (manager: EntityManager) => Promise<readonly [NewEntry, ...NewEntry[]]>): Promise<void> {
    const id = randomUUID();
    const { entry } = await this.journal.transactAll({ id, requestHash: requestHash('session', '', id) }, work);
    await this.follower.reached(entry.seq, REACH_MS);
  }

  /** The answer to whoever has just got this session. */
  async answer(token: string): Promise<SessionResponse> {
    const signedIn = await this.store.find(token);
    if (signedIn === null) throw new ApiError('not-signed-in');
    return sessionResponse(signedIn);
  }
}

export function sessionResponse(signedIn: SignedIn): SessionResponse {
  const { person, pending, hasSecondFactor } = signedIn;
  return {
    person,
    permissions: permissionsOf(person.role),
    pending,
    hasSecondFactor,
    startedAt: isoTime(signedIn.startedAt),
    idleUntil: isoTime(signedIn.idleUntil),
    endsAt: isoTime(signedIn.endsAt),
  };
}

function ownerOf({ id, role, scope }: Person): SessionOwner {
  return role === 'field' ? { tps: scope } : { userId: id };
}

function endOf(
  person: Person,
  session: string | null,
  { reason, actor }: Pick<JournalBody<'session.ended.v1'>, 'reason' | 'actor'>,
): NewEntry {
  return { kind: 'session.ended.v1', subject: person.scope, body: { person: person.id, session, reason, actor } };
}
