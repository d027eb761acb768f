import { describe, expect, it } from '@jest/globals';
import type {
  ErrorBody,
  InvitationResponse,
  JournalResponse,
  RecoveryCodes,
  SecondFactorOffer,
  SessionResponse,
  SignInOffer,
} from '@posko/contracts';
import { SYSTEM_ACTOR } from '@posko/domain';
import type { FakeClock } from '@posko/testing';
import { generateSync } from 'otplib';
import { DataSource } from 'typeorm';
import { InvitationsRepository } from '../platform/access/invitations.repository';
import { RefusalLog } from '../platform/access/refusal-log';
import { newToken, sha256 } from '../platform/access/secret';
import { UsersRepository } from '../platform/access/users.repository';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { requestHash, stableId } from '../platform/journal/chain';
import { JournalWriter } from '../platform/journal/journal-writer';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RunningServer } from '../server';
import { SetUpService } from '../session/set-up.service';
import { Browser, PASSWORD, makeAccount } from './testing/browser';
import { endServer, endServersAfterEach, eventually, send, startSmall } from './testing/small-server';
import type { Answer } from './testing/small-server';

const told = ({ status, body }: Answer<unknown>): string =>
  status < 300 ? 'ok' : `${status} ${(body as ErrorBody | null)?.code ?? ''}`;

interface Line {
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

async function journalOf(server: RunningServer): Promise<Line[]> {
  const { body } = await send<JournalResponse>(server, '/api/journal?limit=1000');
  return body.entries.map(({ kind, body: text }) => ({ kind, body: JSON.parse(text) as Record<string, unknown> }));
}

/** A link as an administrator makes one. */
async function invite(server: RunningServer, userId: string, endsAt: number): Promise<string> {
  const token = newToken();
  const { manager } = server.context.get(DataSource);
  const links = server.context.get(InvitationsRepository, { strict: false });
  await links.replace(manager, { userId, endsAt }, sha256(token));
  return token;
}

describe('signing in', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const start = async (options = {}): Promise<{ server: RunningServer; clock: FakeClock }> => {
    await database.empty();
    return startSmall(database.url(), options);
  };
  const codeNow = (secret: string, clock: FakeClock): string =>
    generateSync({ secret, epoch: Math.floor(clock.now() / 1000) });

  it('gives a cookie that scripts and other sites cannot use, and says who one is', async () => {
    const { server } = await start();
    const user = await makeAccount(server, 'siti');
    const browser = new Browser(server);
    const { status, body } = await browser.signIn<SessionResponse>(' Siti ');
    expect(status).toBe(201);
    expect(body).toMatchObject({
      person: { id: user.id, name: 'siti', role: 'operator', scope: '3578' },
      pending: null,
      hasSecondFactor: false,
      startedAt: '2024-11-26T05:00:00.000Z',
      idleUntil: '2024-11-26T07:00:00.000Z',
      endsAt: '2024-11-26T17:00:00.000Z',
    });
    expect(body.permissions).toContain('incident.write');
    expect(body.permissions).not.toContain('user.manage');
    const [session = '', device = ''] = browser.setCookies;
    expect(session).toMatch(/^posko_session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/);
    expect(device).toMatch(/^posko_device=[\w.-]+; Max-Age=\d+; Path=\/api\/session; HttpOnly; SameSite=Strict$/);
    expect((await browser.ask<SessionResponse>('GET', '/api/session')).body).toEqual(body);
    expect(told(await browser.ask('GET', '/api/board/3578'))).toBe('ok');
  });

  it('asks for TLS where it is not on loopback', async () => {
    const { server } = await start({ isSecure: true });
    await makeAccount(server, 'siti');
    const browser = new Browser(server);
    await browser.signIn('siti');
    expect(browser.setCookies).toHaveLength(2);
    for (const line of browser.setCookies) expect(line).toContain('; Secure');
  });

  it('ends with signing out, here or everywhere, and is in the journal', async () => {
    const { server } = await start();
    await makeAccount(server, 'siti');
    const [here, there, elsewhere] = [new Browser(server), new Browser(server), new Browser(server)];
    for (const browser of [here, there, elsewhere]) await browser.signIn('siti');
    const cookie = here.cookie;
    expect(told(await here.ask('DELETE', '/api/session'))).toBe('ok');
    expect(here.cookies.has('posko_session')).toBe(false);
    expect(told(await send(server, '/api/session', { as: cookie }))).toBe('401 not-signed-in');
    expect(told(await there.ask('GET', '/api/session'))).toBe('ok');
    expect(told(await there.ask('DELETE', '/api/session?everywhere=true'))).toBe('ok');
    expect(told(await elsewhere.ask('GET', '/api/session'))).toBe('401 not-signed-in');
    const lines = (await journalOf(server)).filter(({ kind }) => kind.startsWith('session.'));
    expect(lines.map(({ kind, body }) => [kind, body['method'] ?? body['reason']])).toEqual([
      ...Array(3).fill(['session.opened.v1', 'password']),
      ['session.ended.v1', 'signedOut'],
      ['session.ended.v1', 'everywhere'],
    ]);
    expect(lines[0]?.body['actor']).toMatchObject({ name: 'siti', role: 'operator', address: '127.0.0.1' });
  });

  it('lasts over a restart', async () => {
    const { server, clock } = await start();
    await makeAccount(server, 'siti');
    const browser = new Browser(server);
    await browser.signIn('siti');
    await endServer(server);
    const { server: next } = await startSmall(database.url(), { clock });
    expect(told(await send(next, '/api/session', { as: browser.cookie }))).toBe('ok');
  });

  it('looks the same for an unknown name, a wrong password, and accounts that are not to come in', async () => {
    const { server } = await start();
    await makeAccount(server, 'siti');
    await makeAccount(server, 'gone', { isActive: false });
    await makeAccount(server, 'invited', { password: null });
    const shapes: unknown[] = [];
    for (const [name, password] of [
      ['nobody', PASSWORD],
      ['siti', 'another long password'],
      ['gone', PASSWORD],
      ['invited', PASSWORD],
      ['x'.repeat(200), PASSWORD],
      ["'; DROP TABLE app_user;--", PASSWORD],
    ] as const) {
      const { status, headers, body } = await new Browser(server).signIn<ErrorBody>(name, password);
      const { traceId: _, ...rest } = body;
      shapes.push({ status, rest, headers: [...headers.keys()].sort() });
    }
    expect(new Set(shapes.map((shape) => JSON.stringify(shape))).size).toBe(1);
    expect(shapes[0]).toMatchObject({ status: 401, rest: { code: 'sign-in-refused' } });
  });

  it('slows guessing at a name, and never for a person on their usual device', async () => {
    const { server, clock } = await start();
    await makeAccount(server, 'siti');
    const usual = new Browser(server);
    await usual.signIn('siti');
    await usual.ask('DELETE', '/api/session');
    const stranger = new Browser(server);
    for (let n = 0; n < 5; n++) expect(told(await stranger.signIn('siti', `guess number ${n}`))).toMatch('refused');
    const slowed = await stranger.signIn<ErrorBody>('siti', PASSWORD);
    expect(told(slowed)).toBe('429 too-many-attempts');
    expect([slowed.headers.get('retry-after'), slowed.body.params]).toEqual(['1', { retryAfterSeconds: 1 }]);
    expect(told(await new Browser(server).signIn('siti'))).toBe('429 too-many-attempts');
    expect(told(await usual.signIn('siti'))).toBe('ok');
    expect(told(await new Browser(server).signIn('siti'))).toBe('429 too-many-attempts');
    clock.advance({ seconds: 1 });
    expect(told(await new Browser(server).signIn('siti'))).toBe('ok');
    expect(told(await new Browser(server).signIn('siti', 'wrong once more'))).toBe('401 sign-in-refused');
    for (let n = 0; n < 5; n++) await usual.signIn('siti', `typed wrongly ${n}`);
    expect(told(await usual.signIn('siti'))).toBe('429 too-many-attempts');
  });

  it('counts a name that nobody has just the same', async () => {
    const { server } = await start();
    const stranger = new Browser(server);
    const answers: string[] = [];
    for (let n = 0; n < 7; n++) answers.push(told(await stranger.signIn('nobody', `guess number ${n}`)));
    expect(answers).toEqual([...Array(5).fill('401 sign-in-refused'), ...Array(2).fill('429 too-many-attempts')]);
  });

  it('sets a password only by knowing the old one, and puts everyone else out', async () => {
    const { server } = await start();
    await makeAccount(server, 'siti');
    const [here, there] = [new Browser(server), new Browser(server)];
    await here.signIn('siti');
    await there.signIn('siti');
    const next = 'kuda lumping di alun-alun';
    const change = (current: string, to: string): Promise<Answer<unknown>> =>
      here.ask('PUT', '/api/session/password', { current, next: to });
    expect(told(await change('not the password', next))).toBe('401 sign-in-refused');
    expect(told(await change(PASSWORD, 'siti.siti.siti'))).toBe('400 password-too-common');
    expect(told(await change(PASSWORD, 'rahasia2024!!'))).toBe('400 password-too-common');
    expect(told(await change(PASSWORD, 'too short'))).toBe('400 invalid-request');
    expect(told(await change(PASSWORD, next))).toBe('ok');
    expect(told(await here.ask('GET', '/api/session'))).toBe('ok');
    expect(told(await there.ask('GET', '/api/session'))).toBe('401 not-signed-in');
    expect(told(await there.signIn('siti'))).toBe('401 sign-in-refused');
    expect(told(await there.signIn('siti', next))).toBe('ok');
    const kinds = (await journalOf(server)).map(({ kind, body }) => [kind, body['credential'] ?? body['reason']]);
    expect(kinds).toContainEqual(['credential.changed.v1', 'password']);
    expect(kinds).toContainEqual(['session.ended.v1', 'reset']);
  });

  it('of a supervisor is unfinished until there is a second factor, of which each code counts once', async () => {
    const { server, clock } = await start();
    await makeAccount(server, 'budi', { role: 'supervisor' });
    const browser = new Browser(server);
    const { body } = await browser.signIn<SessionResponse>('budi');
    expect([body.pending, body.hasSecondFactor, body.endsAt]).toEqual([
      'second-factor',
      false,
      '2024-11-26T05:30:00.000Z',
    ]);
    expect(browser.cookies.has('posko_device')).toBe(false);
    expect(told(await browser.ask('GET', '/api/board/3578'))).toBe('403 sign-in-unfinished');
    const confirm = (code: string): Promise<Answer<RecoveryCodes>> =>
      browser.ask('PUT', '/api/session/second-factor', { code });
    expect(told(await confirm('000000'))).toBe('401 sign-in-refused');
    const offer = await browser.ask<SecondFactorOffer>('POST', '/api/session/second-factor');
    expect([offer.status, offer.body.uri]).toEqual([201, expect.stringContaining(offer.body.secret)]);
    const { secret } = offer.body;
    const wrong = codeNow(secret, clock) === '111111' ? '222222' : '111111';
    expect(told(await confirm(wrong))).toBe('401 sign-in-refused');
    const { recoveryCodes } = (await confirm(codeNow(secret, clock))).body;
    expect(new Set(recoveryCodes).size).toBe(10);
    const session = await browser.ask<SessionResponse>('GET', '/api/session');
    expect(session.body).toMatchObject({ pending: null, hasSecondFactor: true, endsAt: '2024-11-26T17:00:00.000Z' });
    expect(browser.cookies.has('posko_device')).toBe(true);
    expect(told(await browser.ask('GET', '/api/board/3578'))).toBe('ok');
    expect(told(await browser.ask('POST', '/api/session/second-factor'))).toBe('409 second-factor-set');
    expect(told(await confirm(codeNow(secret, clock)))).toBe('409 second-factor-set');

    const next = new Browser(server);
    expect(told(await next.signIn('budi'))).toBe('401 second-factor-required');
    expect(told(await next.signIn('budi', 'not the password', '123456'))).toBe('401 sign-in-refused');
    expect(told(await next.signIn('budi', PASSWORD, codeNow(secret, clock)))).toBe('401 sign-in-refused');
    clock.advance({ seconds: 30 });
    expect(told(await next.signIn('budi', PASSWORD, codeNow(secret, clock)))).toBe('ok');
    expect(told(await new Browser(server).signIn('budi', PASSWORD, codeNow(secret, clock)))).toBe(
      '401 sign-in-refused',
    );
    const [first = ''] = recoveryCodes;
    expect(told(await new Browser(server).signIn('budi', PASSWORD, first.toLowerCase()))).toBe('ok');
    expect(told(await new Browser(server).signIn('budi', PASSWORD, first))).toBe('401 sign-in-refused');
  });

  it('takes one code once, however many show it at the same moment', async () => {
    const { server, clock } = await start();
    await makeAccount(server, 'budi', { role: 'supervisor' });
    const browser = new Browser(server);
    await browser.signIn('budi');
    const { body } = await browser.ask<SecondFactorOffer>('POST', '/api/session/second-factor');
    await browser.ask('PUT', '/api/session/second-factor', { code: codeNow(body.secret, clock) });
    clock.advance({ minutes: 1 });
    const code = codeNow(body.secret, clock);
    const answers = await Promise.all([1, 2, 3, 4].map(() => new Browser(server).signIn('budi', PASSWORD, code)));
    expect(answers.map(told).sort()).toEqual([
      '401 sign-in-refused',
      '401 sign-in-refused',
      '401 sign-in-refused',
      'ok',
    ]);
  });

  it('slows guesses at the second factor, also from many addresses', async () => {
    const { server, clock } = await start({ trustProxy: 'loopback' });
    await makeAccount(server, 'budi', { role: 'supervisor' });
    const browser = new Browser(server);
    await browser.signIn('budi');
    const { body } = await browser.ask<SecondFactorOffer>('POST', '/api/session/second-factor');
    await browser.ask('PUT', '/api/session/second-factor', { code: codeNow(body.secret, clock) });
    const right = codeNow(body.secret, clock);
    const answers: string[] = [];
    for (let n = 0; n < 7; n++) {
      const code = String((Number(right) + 1 + n) % 1_000_000).padStart(6, '0');
      const stranger = new Browser(server, { 'x-forwarded-for': `10.0.0.${n}` });
      answers.push(told(await stranger.signIn('budi', PASSWORD, code)));
    }
    expect(answers).toEqual([...Array(5).fill('401 sign-in-refused'), ...Array(2).fill('429 too-many-attempts')]);
    clock.advance({ seconds: 1 });
    const own = await browser.signIn(
      'budi',
      PASSWORD,
      generateSync({ secret: body.secret, epoch: Math.floor(clock.now() / 1000) + 30 }),
    );
    expect(told(own)).toBe('ok');
  });

  it('may have a second factor for everyone, but not from a screen found unlocked', async () => {
    const { server, clock } = await start();
    await makeAccount(server, 'siti');
    const browser = new Browser(server);
    await browser.signIn('siti');
    const { body } = await browser.ask<SecondFactorOffer>('POST', '/api/session/second-factor');
    const confirm = (password?: string): Promise<Answer<unknown>> =>
      browser.ask('PUT', '/api/session/second-factor', { code: codeNow(body.secret, clock), password });
    expect(told(await confirm())).toBe('401 sign-in-refused');
    expect(told(await confirm('not the password'))).toBe('401 sign-in-refused');
    expect(told(await confirm(PASSWORD))).toBe('ok');
    expect(told(await new Browser(server).signIn('siti'))).toBe('401 second-factor-required');
  });

  it('of made-up people in the demo needs no second factor', async () => {
    const { server } = await start({ isDemo: true });
    await makeAccount(server, 'budi', { role: 'administrator', scope: '0' });
    const { body } = await new Browser(server).signIn<SessionResponse>('budi');
    expect(body.pending).toBeNull();
    const offer = await new Browser(server).ask<SignInOffer>('GET', '/api/session/offer');
    expect(offer.body).toEqual({ openid: null, isDemo: true, needsSetUp: false, publication: '/publik/' });
  });
});

describe('a one-time link', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const start = async (): Promise<{ server: RunningServer; clock: FakeClock }> => {
    await database.empty();
    return startSmall(database.url());
  };
  const accept = (browser: Browser, token: string, password = PASSWORD): Promise<Answer<SessionResponse>> =>
    browser.ask('POST', '/api/session/invitation', { token, password });
  const look = (server: RunningServer, token: string): Promise<Answer<InvitationResponse>> =>
    new Browser(server).ask('GET', `/api/session/invitation?token=${token}`);

  it('says whom it is for, sets the password once, and puts out whoever was in', async () => {
    const { server, clock } = await start();
    const { id } = await makeAccount(server, 'siti');
    const old = new Browser(server);
    await old.signIn('siti');
    const token = await invite(server, id, clock.now() + 3_600_000);
    expect((await look(server, token)).body).toEqual({
      username: 'siti',
      displayName: 'siti',
      endsAt: '2024-11-26T06:00:00.000Z',
    });
    const browser = new Browser(server);
    expect(told(await accept(browser, token, 'siti.siti.siti'))).toBe('400 password-too-common');
    const next = 'kuda lumping di alun-alun';
    const entered = await accept(browser, token, next);
    expect([entered.status, entered.body.person.name]).toEqual([201, 'siti']);
    expect(told(await browser.ask('GET', '/api/board/3578'))).toBe('ok');
    expect(told(await old.ask('GET', '/api/session'))).toBe('401 not-signed-in');
    expect(told(await accept(new Browser(server), token, next))).toBe('401 invitation-refused');
    expect(told(await look(server, token))).toBe('401 invitation-refused');
    expect(told(await new Browser(server).signIn('siti', next))).toBe('ok');
  });

  it('opens once, however many follow it at the same moment', async () => {
    const { server, clock } = await start();
    const { id } = await makeAccount(server, 'siti', { password: null });
    const token = await invite(server, id, clock.now() + 3_600_000);
    const answers = await Promise.all([1, 2, 3, 4].map(() => accept(new Browser(server), token)));
    expect(answers.map(told).filter((answer) => answer === 'ok')).toHaveLength(1);
  });

  it('is refused when its time is over, the account is not to come in, or nobody made it', async () => {
    const { server, clock } = await start();
    const { id } = await makeAccount(server, 'siti', { password: null });
    const late = await invite(server, id, clock.now() + 1000);
    clock.advance({ seconds: 1 });
    const { id: goneId } = await makeAccount(server, 'gone', { isActive: false, password: null });
    const gone = await invite(server, goneId, clock.now() + 3_600_000);
    for (const token of [late, gone, newToken()]) {
      expect(told(await look(server, token))).toBe('401 invitation-refused');
      expect(told(await accept(new Browser(server), token))).toBe('401 invitation-refused');
    }
    const answers: string[] = [];
    for (let n = 0; n < 20; n++) answers.push(told(await look(server, newToken())));
    expect(answers.at(-1)).toBe('429 too-many-attempts');
  });

  it('stands for the password only: a second factor is still to be shown', async () => {
    const { server, clock } = await start();
    const { id } = await makeAccount(server, 'budi', { role: 'supervisor' });
    const browser = new Browser(server);
    await browser.signIn('budi');
    const { body } = await browser.ask<SecondFactorOffer>('POST', '/api/session/second-factor');
    const codeNow = (): string => generateSync({ secret: body.secret, epoch: Math.floor(clock.now() / 1000) });
    await browser.ask('PUT', '/api/session/second-factor', { code: codeNow() });
    const other = new Browser(server);
    const entered = await accept(other, await invite(server, id, clock.now() + 3_600_000));
    expect(entered.body).toMatchObject({ pending: 'second-factor', hasSecondFactor: true });
    expect(told(await other.ask('GET', '/api/board/3578'))).toBe('403 sign-in-unfinished');
    expect(told(await other.ask('POST', '/api/session/second-factor'))).toBe('409 second-factor-set');
    const show = (): Promise<Answer<RecoveryCodes>> =>
      other.ask('PUT', '/api/session/second-factor', { code: codeNow() });
    expect(told(await show())).toBe('401 sign-in-refused');
    clock.advance({ seconds: 30 });
    expect((await show()).body).toEqual({ recoveryCodes: [] });
    expect(told(await other.ask('GET', '/api/board/3578'))).toBe('ok');
  });

  it('makes the first administrator, and there is another at each start until one was used', async () => {
    const { server, clock } = await start();
    const needsSetUp = async (of: RunningServer): Promise<boolean> =>
      (await new Browser(of).ask<SignInOffer>('GET', '/api/session/offer')).body.needsSetUp;
    expect(await needsSetUp(server)).toBe(true);
    const setUp = server.context.get(SetUpService, { strict: false });
    const [first, second] = [await setUp.link(), await setUp.link()];
    const tokenOf = (path = ''): string => new URL(path, 'http://posko').searchParams.get('token') ?? '';
    expect([first?.username, second?.username]).toEqual(['admin', 'admin']);
    expect(told(await look(server, tokenOf(first?.path)))).toBe('401 invitation-refused');
    const browser = new Browser(server);
    const entered = await accept(browser, tokenOf(second?.path));
    expect(entered.body).toMatchObject({ person: { role: 'administrator', scope: '0' }, pending: 'second-factor' });
    const { server: next } = await startSmall(database.url(), { clock });
    expect(await next.context.get(SetUpService, { strict: false }).link()).toBeNull();
    expect(await needsSetUp(next)).toBe(false);
  });
});

describe('refusals', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  it('are in the journal, alike ones as one, and never with what was typed into the wrong field', async () => {
    await database.empty();
    const { server, clock } = await startSmall(database.url());
    await makeAccount(server, 'siti');
    const browser = new Browser(server);
    for (let n = 0; n < 4; n++) await browser.signIn('siti', 'not the password');
    await browser.signIn('my-own-secret-password', 'x');
    await browser.signIn('siti');
    await browser.ask('GET', '/api/board/3501');
    clock.advance({ minutes: 1 });
    await server.context.get(RefusalLog, { strict: false }).beforeApplicationShutdown();
    const refused = await eventually(async () => {
      const lines = (await journalOf(server)).filter(({ kind }) => kind === 'access.refused.v1');
      expect(lines).toHaveLength(4);
      return lines.map(({ body: { code, route, name, place, times, address } }) => [
        code,
        route,
        name,
        place,
        times,
        address,
      ]);
    });
    const at = '127.0.0.1';
    expect(refused).toEqual([
      ['sign-in-refused', 'POST /api/session', 'siti', '', 1, at],
      ['sign-in-refused', 'POST /api/session', '', '', 1, at],
      ['forbidden', 'GET /api/board/:regionCode', 'siti', '3501', 1, at],
      ['sign-in-refused', 'POST /api/session', 'siti', '', 3, at],
    ]);
    const all = await database.dataSource().query<{ body: string }[]>('SELECT body::text AS body FROM journal');
    expect(all.some(({ body }) => body.includes('my-own-secret-password'))).toBe(false);
  });

  it('and sign-ins leave the tables what the journal says', async () => {
    await database.empty();
    const { server } = await startSmall(database.url());
    const user = await makeAccount(server, 'siti');
    await new Browser(server).signIn('siti');
    const command = { id: stableId('rename'), requestHash: requestHash('spec', '', '') };
    await server.context.get(JournalWriter, { strict: false }).transact(command, async (manager) => {
      const renamed = { ...user, displayName: 'Siti A.' };
      await server.context.get(UsersRepository, { strict: false }).save(manager, [renamed]);
      const body = { user: renamed, changed: ['displayName'], actor: SYSTEM_ACTOR };
      return { kind: 'user.changed.v1', subject: user.scope, body };
    });
    const report = await server.context.get(RebuildService, { strict: false }).run({ isWriting: false });
    expect(report).toMatchObject({ isSame: true, faults: [], differences: [] });
    expect(report.tables).toContainEqual({ table: 'app_user', rows: 2 });
  });
});
