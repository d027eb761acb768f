import { requestHash, stableId } from '../../platform/journal/chain';
import type { AccountRole, User } from '@posko/domain';
import { SYSTEM_ACTOR, Scope } from '@posko/domain';
import { DataSource } from 'typeorm';
import { CredentialsRepository } from '../../platform/access/credentials.repository';
import { Passwords } from '../../platform/access/passwords';
import { UsersRepository } from '../../platform/access/users.repository';
import { JournalWriter } from '../../platform/journal/journal-writer';
import type { RunningServer } from '../../server';
import { posting, send } from './small-server';
import type { Answer } from './small-server';

export const PASSWORD = 'tujuh belas becak biru';

/** Keeps cookies as a browser does, and is signed in as whoever signed in with it. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** The Set-Cookie lines of the latest answer. */
  setCookies: string[] = [];

  constructor(
    private readonly server: RunningServer,
    private readonly headers: Record<string, string> = {},
  ) {}

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async ask<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const json = body === undefined ? {} : posting(body);
    const headers = new Headers(json.headers);
    for (const [name, value] of Object.entries(this.headers)) headers.set(name, value);
    const answer = await send<T>(this.server, path, { ...json, method, headers, as: this.cookie });
    this.setCookies = answer.headers.getSetCookie();
    for (const line of this.setCookies) this.take(line);
    return answer;
  }

  signIn<T>(username: string, password = PASSWORD, code?: string): Promise<Answer<T>> {
    return this.ask<T>('POST', '/api/session', { username, password, ...(code === undefined ? {} : { code }) });
  }

  private take(line: string): void {
    const [pair = ''] = line.split(';');
    const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

export interface AccountWish {
  readonly role?: AccountRole;
  readonly scope?: string;
  readonly isActive?: boolean;
  /** `null`: none was set yet. */
  readonly password?: string | null;
}

/** An account as a person has it: with a name and a password. */
export async function makeAccount(server: RunningServer, name: string, wish: AccountWish = {}): Promise<User> {
  const { role = 'operator', scope = '3578', isActive = true, password = PASSWORD } = wish;
  const { context } = server;
  const id = stableId(`account ${name}`);
  const user: User = { id, name, displayName: name, role, scope: Scope.parse(scope), isActive, subject: null };
  const hash =
    password === null
      ? null
      : await context.get(Passwords, { strict: false }).hash(password, { key: name, isKnown: true });
  const command = { id: stableId(`make account ${name}`), requestHash: requestHash('spec', name, user) };
  await context.get(JournalWriter, { strict: false }).transact(command, async (manager) => {
    await context.get(UsersRepository, { strict: false }).save(manager, [user]);
    return { kind: 'user.created.v1', subject: scope, body: { user, actor: SYSTEM_ACTOR } };
  });
  if (hash !== null) {
    const { manager } = context.get(DataSource);
    await context.get(CredentialsRepository, { strict: false }).setPassword(manager, id, hash);
  }
  return user;
}
