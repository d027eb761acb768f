import { randomBytes } from 'node:crypto';
import type { RunningServer } from '@posko/api';
import type { AccountRole, Person, Scope } from '@posko/domain';

/** Someone made for a bench, with a password that only the bench knows. */
export interface BenchPerson {
  readonly person: Person;
  readonly password: string;
}

export interface PeopleRequest {
  readonly role: AccountRole;
  readonly scope: Scope;
  readonly count: number;
}

/** Accounts as `posko user add` makes them. Their names tell role, scope and number, so that a restarted server knows them. */
export async function makePeople(
  { context }: RunningServer,
  { role, scope, count }: PeopleRequest,
): Promise<BenchPerson[]> {
  const { UserMaintenanceService } = await import('@posko/api');
  const service = context.get(UserMaintenanceService, { strict: false });
  const before = new Map((await service.list()).map((row) => [row.name, row]));
  const people: BenchPerson[] = [];
  for (let nth = 1; nth <= count; nth++) {
    const username = `bench.${role}.${scope}.${nth}`;
    const password = randomBytes(12).toString('base64url');
    const account = { username, displayName: username, role, scope, password, hasSecondFactor: false };
    const { id } = before.get(username) ?? (await service.add(account)).user;
    people.push({ person: { id, name: username, displayName: username, role, scope }, password });
  }
  return people;
}

/** A session for each, opened as signing in opens it, without the password's price. Cookie headers, in the same order. */
export async function openSessions({ context }: RunningServer, people: readonly BenchPerson[]): Promise<string[]> {
  const { SESSION_COOKIE, SessionDoor } = await import('@posko/api');
  const door = context.get(SessionDoor, { strict: false });
  const cookies: string[] = [];
  for (const { person } of people) {
    const { token } = await door.open({
      person,
      owner: { userId: person.id },
      method: 'password',
      pending: null,
      hasSecondFactor: true,
      origin: { address: '127.0.0.1', agent: 'posko bench' },
    });
    cookies.push(`${SESSION_COOKIE}=${token}`);
  }
  return cookies;
}
