import { afterEach } from '@jest/globals';
import type { CommandAnswer, ErrorBody, ReportRequest } from '@posko/contracts';
import { SYSTEM_ACTOR, Scope } from '@posko/domain';
import type { AccountRole, Clock, Role, User } from '@posko/domain';
import { FakeClock, SMALL_ROWS, report, smallTps, smallTpsCode } from '@posko/testing';
import { DataSource } from 'typeorm';
import { SESSION_COOKIE } from '../../platform/access/session-cookie';
import { SessionStore } from '../../platform/access/session-store';
import { UsersRepository } from '../../platform/access/users.repository';
import { UNLIMITED } from '../../platform/http/request-limits';
import { requestHash, stableId } from '../../platform/journal/chain';
import { JournalWriter } from '../../platform/journal/journal-writer';
import { RegisterImportService } from '../../register/import/register-import.service';
import type { RegisterRecord } from '../../register/import/register-record';
import { createServer } from '../../server';
import type { RunningServer, StartOptions } from '../../server';

/** Noon of the voting day's eve: nothing is overdue yet. */
export const EVE = '2024-11-26T12:00:00+07:00';

/** Entries of the journal once a small server is up: the register and the supervisor. */
export const START_SEQ = 2;

/** A failed test may leave a storm behind that its server has to finish first. */
const CLOSE_TIMEOUT_MS = 60_000;

const running = new Set<RunningServer>();

/** What a test sends to be someone: the Cookie header. */
export type Cookie = string;

/** The supervisor over everything that a server's tests are, unless they say otherwise. */
const supervisors = new WeakMap<RunningServer, Cookie>();

/** Servers of a spec file end after each test, also when it failed. */
export function endServersAfterEach(): void {
  afterEach(async () => {
    await Promise.all([...running].map((server) => server.close()));
    running.clear();
  }, CLOSE_TIMEOUT_MS);
}

/** An instance on a free port with a clock of its own, which limits nobody; the first on a database brings the small register. */
export async function startSmall(
  databaseUrl: string,
  options: Partial<StartOptions> = {},
): Promise<{ server: RunningServer; clock: FakeClock }> {
  const clock = (options.clock ?? new FakeClock(EVE)) as FakeClock;
  const server = await createServer({
    databaseUrl,
    port: 0,
    log: 'silent',
    limits: UNLIMITED,
    ...options,
    clock: clock satisfies Clock,
  });
  running.add(server);
  const importer = server.context.get(RegisterImportService, { strict: false });
  await importer.import({ name: 'small', lines: smallRecords() });
  supervisors.set(server, await signIn(server));
  await ready(server);
  return { server, clock };
}

/**
 * Makes someone of a role and a scope, and a session for them that does not end while clocks jump. The same role and scope
 * are the same person again; a crew's scope is its TPS.
 */
export async function signIn(server: RunningServer, role: Role = 'supervisor', scope = '0'): Promise<Cookie> {
  const { context } = server;
  const owner = role === 'field' ? { tps: scope } : { userId: (await personWith(server, role, scope)).id };
  const session = { owner, role, method: 'password', pending: null, address: '', agent: 'spec', limits: ENDLESS };
  const store = context.get(SessionStore, { strict: false });
  const { token } = await store.open(context.get(DataSource).manager, session);
  return `${SESSION_COOKIE}=${token}`;
}

const YEAR_MS = 365 * 24 * 3_600_000;
const ENDLESS = { idleMs: 10 * YEAR_MS, absoluteMs: 10 * YEAR_MS };

/** The account of a role and a scope, made by a journal entry like any other. */
export async function personWith(server: RunningServer, role: AccountRole, scope: string): Promise<User> {
  const { context } = server;
  const name = `${role}-${scope}`;
  const id = stableId(name);
  const user: User = { id, name, displayName: name, role, scope: Scope.parse(scope), isActive: true, subject: null };
  const users = context.get(UsersRepository, { strict: false });
  const command = { id: stableId(`make ${name}`), requestHash: requestHash('spec', name, user) };
  await context.get(JournalWriter, { strict: false }).transact(command, async (manager) => {
    await users.save(manager, [user]);
    return { kind: 'user.created.v1', subject: '', body: { user, actor: SYSTEM_ACTOR } };
  });
  return user;
}

/** The Cookie header that a request carries: of whom it names, or of the supervisor; none for `null`. */
export function cookieOf(server: RunningServer, as?: Cookie | null): Record<string, string> {
  const cookie = as === undefined ? supervisors.get(server) : as;
  return cookie === undefined || cookie === null ? {} : { cookie };
}

/** Ends one server before its test is over. */
export async function endServer(server: RunningServer): Promise<void> {
  running.delete(server);
  await server.close();
}

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** `as`: the cookie of someone else than the supervisor; `null` for nobody. */
export type Sending = RequestInit & { readonly as?: Cookie | null | undefined };

/** Sends a request as the supervisor, or as someone else. */
export function request(server: RunningServer, path: string, { as, ...init }: Sending = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  for (const [name, value] of Object.entries(cookieOf(server, as))) headers.set(name, value);
  return fetch(server.url + path, { ...init, headers });
}

/** The same, and reads the answer as JSON. */
export async function send<T>(server: RunningServer, path: string, init: Sending = {}): Promise<Answer<T>> {
  const response = await request(server, path, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text === '' ? null : JSON.parse(text)) as T };
}

/** Posts JSON (or what is given as text or bytes) as the supervisor. */
export function post<T = CommandAnswer & ErrorBody>(
  server: RunningServer,
  path: string,
  body: unknown,
): Promise<Answer<T>> {
  return send<T>(server, path, posting(body));
}

type Poster = <T = CommandAnswer & ErrorBody>(path: string, body: unknown) => Promise<Answer<T>>;

/** Posts as someone else; `null` for nobody. */
export function poster(server: RunningServer, as: Cookie | null): Poster {
  return <T>(path: string, body: unknown) => send<T>(server, path, { ...posting(body), as });
}

/** What a request that posts JSON is made with. */
export function posting(body: unknown): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  };
}

/** Reports about the TPS at a position of the small register. */
export function postReport(
  server: RunningServer,
  position: number,
  changes: Partial<ReportRequest> = {},
): Promise<Answer<CommandAnswer & ErrorBody>> {
  return post(server, `/api/tps/${smallTpsCode(position)}/reports`, report(changes));
}

/** Waits until `check` holds, at most `ms`; the last failure tells why it did not. */
export async function eventually<T>(check: () => T | Promise<T>, ms = 8000): Promise<T> {
  const giveUpAt = Date.now() + ms;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function ready(server: RunningServer): Promise<void> {
  await eventually(async () => {
    const { status, body } = await send<{ total?: number }>(server, '/api/board');
    if (status !== 200 || body.total !== 40)
      throw new Error(`The board is not there: ${status} ${JSON.stringify(body)}`);
  });
}

function smallRecords(): RegisterRecord[] {
  const names = new Map(SMALL_ROWS.map(([code, name]) => [code, name]));
  return smallTps().map((tps, index) => ({
    line: index + 2,
    desaCode: tps.desaCode,
    number: tps.number,
    names: {
      provinsi: names.get(tps.code.slice(0, 2)) ?? '',
      kabupaten: names.get(tps.code.slice(0, 4)) ?? '',
      kecamatan: names.get(tps.code.slice(0, 6)) ?? '',
      desa: names.get(tps.desaCode) ?? '',
    },
    dptL: tps.dptL,
    dptP: tps.dptP,
  }));
}
