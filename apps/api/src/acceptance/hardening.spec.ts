import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ErrorBody, JournalResponse, SecondFactorOffer } from '@posko/contracts';
import { report, smallTpsCode } from '@posko/testing';
import { generateSync } from 'otplib';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { DataSource } from 'typeorm';
import { InvitationsRepository } from '../platform/access/invitations.repository';
import { newToken, sha256 } from '../platform/access/secret';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { DEFAULT_LIMITS } from '../platform/http/request-limits';
import type { RunningServer, StartOptions } from '../server';
import { Browser, PASSWORD, makeAccount } from './testing/browser';
import { LiveClient } from './testing/live-client';
import {
  cookieOf,
  endServersAfterEach,
  eventually,
  posting,
  request,
  send,
  signIn,
  startSmall,
} from './testing/small-server';
import type { Answer } from './testing/small-server';

const told = ({ status, body }: Answer<unknown>): string =>
  status < 300 ? 'ok' : `${status} ${(body as ErrorBody | null)?.code ?? ''}`;
const PAGE = '<!doctype html><style nonce="CSP_NONCE">a{}</style><app ngCspNonce="CSP_NONCE"></app>';

describe('a server that everyone can reach', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  let dashboardDir: string;
  beforeAll(async () => {
    dashboardDir = await mkdtemp(join(tmpdir(), 'posko-page-'));
    await writeFile(join(dashboardDir, 'index.html'), PAGE);
  });
  afterAll(() => rm(dashboardDir, { recursive: true }));

  const start = async (options: Partial<StartOptions> = {}): ReturnType<typeof startSmall> => {
    await database.empty();
    return startSmall(database.url(), options);
  };
  const headOf = async (server: RunningServer): Promise<number> =>
    (await send<JournalResponse>(server, '/api/journal')).body.head;

  it('gives its answers headers that leave a browser nothing to misunderstand', async () => {
    const { server } = await start({ dashboardDir });
    for (const path of ['/api/board', '/api/nothing', '/api/session/offer']) {
      const { headers } = await request(server, path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'permissions-policy': expect.stringContaining('camera=(), '),
      });
      expect(headers.has('strict-transport-security')).toBe(false);
    }
  });

  it('gives its page a policy without anything inline, but styles with the number of that answer', async () => {
    const { server } = await start({ dashboardDir });
    const nonces = new Set<string>();
    for (const path of ['/', '/incidents', '/figures?from=2024-11-27T00:00:00.000Z']) {
      const response = await request(server, path, { as: null });
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).not.toMatch(/unsafe|\*|http:|https:/);
      expect(policy).toMatch(/script-src 'self';.*frame-ancestors 'none'|frame-ancestors 'none';.*script-src 'self'/);
      const nonce = /style-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      nonces.add(nonce);
      expect(await response.text()).toBe(PAGE.replaceAll('CSP_NONCE', nonce));
      expect(response.headers.get('permissions-policy')).toContain('microphone=()');
      expect(response.headers.get('x-frame-options')).toMatch(/^(DENY|sameorigin)$/i);
    }
    expect(nonces.size).toBe(3);
  });

  it('insists on TLS where it is there', async () => {
    const { server } = await start({ dashboardDir, isSecure: true });
    for (const path of ['/', '/api/board'])
      expect((await request(server, path)).headers.get('strict-transport-security')).toBe('max-age=31536000');
  });

  it('does nothing that another site asks a browser for', async () => {
    const { server } = await start();
    await makeAccount(server, 'siti');
    const before = await headOf(server);
    const path = `/api/tps/${smallTpsCode(0)}/reports`;
    const from = async (more: Record<string, string>, to: string, body: unknown): Promise<string> => {
      const init = posting(body);
      const headers = new Headers(init.headers);
      for (const [name, value] of Object.entries(more)) headers.set(name, value);
      return told(await send(server, to, { ...init, headers }));
    };
    const signIn = { username: 'siti', password: PASSWORD };
    for (const headers of [
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]) {
      expect(await from(headers, path, report())).toBe('403 cross-site');
      expect(await from(headers, '/api/session', signIn)).toBe('403 cross-site');
      expect(told(await send(server, '/api/session', { method: 'DELETE', headers }))).toBe('403 cross-site');
    }
    const refused = (await send<JournalResponse>(server, `/api/journal?after=${before}`)).body.entries;
    expect(refused.every(({ kind }) => kind === 'access.refused.v1')).toBe(true);
    const origin = server.url;
    for (const headers of [{ 'sec-fetch-site': 'same-origin', origin }, { origin }, {}])
      expect(await from(headers as Record<string, string>, path, report())).toBe('ok');
  });

  it('takes JSON and nothing that a form on another site could send', async () => {
    const { server } = await start();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const init = { method: 'POST', headers: { 'content-type': type }, body: '{"username":"siti","password":"x"}' };
      expect(told(await send(server, '/api/session', init))).toBe('415 unsupported-media-type');
    }
  });

  it('limits a person, clearly and for a while, and nobody else', async () => {
    const { server, clock } = await start({ limits: { perPerson: 20 } });
    const [siti, budi] = [await signIn(server, 'operator', '3578'), await signIn(server, 'operator', '3501')];
    const ask = (as: string): Promise<Answer<ErrorBody>> => send(server, '/api/clock', { as });
    for (let n = 0; n < 20; n++) expect(told(await ask(siti))).toBe('ok');
    const refused = await ask(siti);
    expect(told(refused)).toBe('429 too-many-requests');
    expect([refused.headers.get('retry-after'), refused.body.params]).toEqual(['3', { retryAfterSeconds: 3 }]);
    expect(told(await ask(budi))).toBe('ok');
    clock.advance({ seconds: 3 });
    expect(told(await ask(siti))).toBe('ok');
    expect(told(await ask(siti))).toBe('429 too-many-requests');
  });

  it('limits an address, more tightly where nobody is signed in, and never keeps it from signing in', async () => {
    const { server } = await start({ limits: { perAddress: 30, publicPerAddress: 5 }, trustProxy: 'loopback' });
    await makeAccount(server, 'siti');
    const from = (address: string): Browser => new Browser(server, { 'x-forwarded-for': address });
    const office = from('10.1.2.3');
    for (let n = 0; n < 5; n++) expect(told(await office.ask('GET', '/api/session/offer'))).toBe('ok');
    expect(told(await office.ask('GET', '/api/session/offer'))).toBe('429 too-many-requests');
    expect(told(await from('10.1.2.4').ask('GET', '/api/session/offer'))).toBe('ok');
    expect(told(await office.signIn('siti'))).toBe('ok');
    for (let n = 0; n < 24; n++) expect(told(await office.ask('GET', '/api/clock'))).toBe('ok');
    expect(told(await office.ask('GET', '/api/clock'))).toBe('429 too-many-requests');
    expect(told(await office.signIn('siti'))).toBe('ok');
    expect(told(await office.ask('GET', '/api/health/live'))).toBe('ok');
  });

  it('believes an address only from a proxy it trusts', async () => {
    const { server } = await start();
    await makeAccount(server, 'siti');
    await new Browser(server, { 'x-forwarded-for': '10.1.2.3' }).signIn('siti');
    const { server: behind } = await startSmall(database.url(), { trustProxy: '127.0.0.0/8' });
    await new Browser(behind, { 'x-forwarded-for': '203.0.113.9, 10.1.2.3' }).signIn('siti');
    const { body } = await send<JournalResponse>(server, '/api/journal?limit=100');
    const opened = body.entries.filter(({ kind }) => kind === 'session.opened.v1');
    const addresses = opened.map(
      ({ body: text }) => (JSON.parse(text) as { actor: { address: string } }).actor.address,
    );
    expect(addresses).toEqual(['127.0.0.1', '10.1.2.3']);
  });

  it('limits nobody in a rehearsal, where one person is a whole province', async () => {
    const { server } = await start({ isRehearsal: true, limits: {} });
    const count = DEFAULT_LIMITS.perPerson + 10;
    const answers = await Promise.all(Array.from({ length: count }, () => send(server, '/api/clock')));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it('holds a bounded number of live connections of an address, and drops one that floods', async () => {
    const { server } = await start({ limits: { socketsPerAddress: 3, messagesPerSocket: 10 } });
    const clients = [new LiveClient(), new LiveClient(), new LiveClient()];
    for (const client of clients) await client.connect(server, '35');
    await expect(new LiveClient().connect(server, '35')).rejects.toThrow();
    clients[0]?.disconnect();
    const socket: Socket = io(server.url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      autoConnect: false,
      extraHeaders: cookieOf(server),
    });
    await eventually(async () => {
      socket.connect();
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('connect_error', reject);
      });
    });
    for (let n = 0; n < 20; n++) socket.emit('board.subscribe', { region: '35' });
    await eventually(() => expect(socket.connected).toBe(false));
    for (const client of clients) client.disconnect();
  });

  it('takes large bodies only where they are expected, and only from whoever may send them', async () => {
    const { server } = await start();
    const large = { id: crypto.randomUUID(), csv: `x${'y'.repeat(500_000)}`, isTrial: true };
    const administrator = await signIn(server, 'administrator', '0');
    const send500 = (path: string, as: string | null): Promise<Answer<unknown>> =>
      send(server, path, { ...posting(large), as });
    expect(told(await send500('/api/users/imports', administrator))).not.toMatch(/^413/);
    expect(told(await send500(`/api/tps/${smallTpsCode(0)}/reports`, await signIn(server)))).toMatch(/^413/);
    expect(told(await send500('/api/users/imports', null))).toMatch(/^401/);
  });
});

describe('secrets', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  /** Everything the database holds, as text. */
  async function dump(): Promise<string> {
    const tables = await database
      .dataSource()
      .query<{ name: string }[]>(`SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`);
    const texts = tables.map(async ({ name }) => {
      const rows = await database.dataSource().query<{ row: string }[]>(`SELECT t::text AS row FROM ${name} AS t`);
      return rows.map(({ row }) => `${name} ${row}`).join('\n');
    });
    return (await Promise.all(texts)).join('\n');
  }

  it('stand neither in the log nor in the journal, nor in any table as they were shown', async () => {
    await database.empty();
    const lines: string[] = [];
    const { server, clock } = await startSmall(database.url(), {
      log: 'info',
      logTo: { write: (line) => lines.push(line) },
    });
    const passwords = ['rahasia-pertama-9137', 'rahasia-kedua-2846', 'rahasia-salah-5508'] as const;
    const { id } = await makeAccount(server, 'budi', { role: 'supervisor', password: passwords[0] });
    const browser = new Browser(server);
    await browser.signIn('budi', passwords[2]);
    await browser.signIn(passwords[2], passwords[2]);
    await browser.signIn('budi', passwords[0]);
    const { body: offer } = await browser.ask<SecondFactorOffer>('POST', '/api/session/second-factor');
    const code = generateSync({ secret: offer.secret, epoch: Math.floor(clock.now() / 1000) });
    const { body } = await browser.ask<{ recoveryCodes: string[] }>('PUT', '/api/session/second-factor', { code });
    const [recoveryCode = ''] = body.recoveryCodes;
    await browser.ask('PUT', '/api/session/password', { current: passwords[0], next: passwords[1] });
    await new Browser(server).signIn('budi', passwords[1], recoveryCode);
    const token = newToken();
    const links = server.context.get(InvitationsRepository, { strict: false });
    const { manager } = server.context.get(DataSource);
    await links.replace(manager, { userId: id, endsAt: clock.now() + 3_600_000 }, sha256(token));
    await browser.ask('GET', `/api/session/invitation?token=${token}`);
    const cookies = [...browser.cookies.values()];
    await send(server, `/api/session/invitation?token=${token}x`, { headers: { cookie: browser.cookie } });
    await browser.ask('DELETE', '/api/session');

    const secrets = [...passwords, token, ...cookies, recoveryCode, recoveryCode.replaceAll('-', '')];
    expect(cookies).toHaveLength(2);
    for (const [name, text] of Object.entries({ log: lines.join(''), database: await dump() })) {
      for (const secret of secrets) expect([name, secret, text.includes(secret)]).toEqual([name, secret, false]);
    }
    // The key of the second factor has to be kept as it is, in the one place for it.
    const places = (await dump()).split('\n').filter((line) => line.includes(offer.secret));
    expect(places.map((line) => line.split(' ')[0])).toEqual(['credential']);
    expect(lines.join('')).not.toContain(offer.secret);
  });
});
