import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { JournalResponse, SessionResponse, SignInOffer } from '@posko/contracts';
import { useTestDatabase } from '../platform/database/testing/test-database';
import type { RunningServer } from '../server';
import { CLIENT, IdentityProvider } from './testing/identity-provider';
import { endServersAfterEach, personWith, send, startSmall } from './testing/small-server';

const REFUSED = '/sign-in?refused=openid';

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** As much of a browser as signing in takes: follows redirects by hand and keeps cookies, each host its own. */
class Browser {
  private readonly jars = new Map<string, Map<string, string>>();
  readonly seen: string[] = [];

  async open(url: string): Promise<{ url: URL; response: Response }> {
    for (let at = new URL(url), hops = 0; ; hops += 1) {
      if (hops > 20) throw new Error(`Redirected in circles: ${this.seen.join(' ')}`);
      const response = await fetch(at, { redirect: 'manual', headers: { cookie: this.cookies(at) } });
      this.seen.push(at.href);
      this.keep(at, response);
      const location = response.headers.get('location');
      if (location === null) return { url: at, response };
      at = new URL(location, at);
    }
  }

  cookies({ host }: URL): string {
    return [...(this.jars.get(host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private keep({ host }: URL, response: Response): void {
    const jar = this.jars.get(host) ?? new Map<string, string>();
    this.jars.set(host, jar);
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
  }
}

describe("sign-in by the office's identity provider", () => {
  const database = useTestDatabase();
  endServersAfterEach();
  let provider: IdentityProvider;
  let port = 0;

  beforeEach(async () => {
    // The provider warns that its keys are of a test.
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    jest.spyOn(console, 'info').mockImplementation(() => undefined);
    await database.empty();
    port = await freePort();
    provider = await IdentityProvider.start(`http://127.0.0.1:${port}/api/session/openid/callback`);
  });

  afterEach(async () => {
    await provider.stop();
    jest.restoreAllMocks();
  });

  const start = async (issuer = provider.issuer): Promise<RunningServer> => {
    const openid = { ...CLIENT, issuer, domain: 'kpu.go.id' };
    return (await startSmall(database.url(), { port, publicUrl: `http://127.0.0.1:${port}`, openid })).server;
  };

  const enter = async (server: RunningServer, browser = new Browser()): Promise<{ url: URL; response: Response }> =>
    browser.open(`${server.url}/api/session/openid`);

  const sessionOf = async (server: RunningServer, browser: Browser): Promise<SessionResponse | null> => {
    const { status, body } = await send<SessionResponse>(server, '/api/session', {
      as: browser.cookies(new URL(server.url)),
    });
    return status === 200 ? body : null;
  };

  const entries = async (server: RunningServer): Promise<JournalResponse['entries']> =>
    (await send<JournalResponse>(server, '/api/journal?limit=1000')).body.entries;

  it('lets in whom it knows by the name of an account, by a page of our own that goes on to the dashboard', async () => {
    const server = await start();
    await personWith(server, 'operator', '3578');
    provider.person = { sub: 'a7', claims: { preferred_username: 'operator-3578' } };
    const browser = new Browser();
    const { url, response } = await enter(server, browser);
    expect(url.pathname).toBe('/api/session/openid/callback');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    const page = await response.text();
    expect(page).toContain('<meta http-equiv="refresh" content="0; url=/">');
    expect(page).not.toMatch(/<script|style|onload/);
    const cookies = response.headers.getSetCookie();
    expect(cookies.find((cookie) => cookie.startsWith('posko_session='))).toMatch(/HttpOnly; SameSite=Strict/);
    expect(await sessionOf(server, browser)).toMatchObject({ person: { name: 'operator-3578' }, pending: null });
    const last = (await entries(server)).slice(-2).map(({ kind, body }) => ({ kind, ...(JSON.parse(body) as object) }));
    expect(last).toMatchObject([
      { kind: 'user.changed.v1', changed: ['subject'], user: { subject: { issuer: provider.issuer, sub: 'a7' } } },
      { kind: 'session.opened.v1', method: 'openid', hasSecondFactor: false },
    ]);
  });

  it('knows people by what the provider calls them for good, whatever their name there is by now', async () => {
    const server = await start();
    await personWith(server, 'operator', '3578');
    provider.person = { sub: 'a7', claims: { email: 'operator-3578@kpu.go.id', email_verified: true } };
    await enter(server);
    const before = (await entries(server)).length;
    provider.person = { sub: 'a7', claims: { preferred_username: 'married' } };
    const browser = new Browser();
    await enter(server, browser);
    expect((await sessionOf(server, browser))?.person.name).toBe('operator-3578');
    expect(await entries(server)).toHaveLength(before + 1);
    // Someone else who takes the name over there is someone else.
    provider.person = { sub: 'b8', claims: { preferred_username: 'operator-3578' } };
    expect((await enter(server)).url.href).toBe(server.url + REFUSED);
  });

  it.each([
    ['someone unknown', { sub: '1', claims: { preferred_username: 'nobody' } }],
    ['an unverified address', { sub: '1', claims: { email: 'operator-3578@kpu.go.id', email_verified: false } }],
    [
      'an administrator found only by name',
      { sub: '1', claims: { preferred_username: 'administrator-35' }, amr: ['mfa'] },
    ],
    ['a deactivated account', { sub: '1', claims: { preferred_username: 'viewer-35' } }],
    ['someone who turned back', null],
  ])('refuses %s, and makes no account', async (_name, person) => {
    const server = await start();
    await personWith(server, 'operator', '3578');
    await personWith(server, 'administrator', '35');
    await personWith(server, 'viewer', '35');
    await database.dataSource().query(`UPDATE app_user SET is_active = false WHERE name = 'viewer-35'`);
    provider.person = person;
    const browser = new Browser();
    expect((await enter(server, browser)).url.href).toBe(server.url + REFUSED);
    expect(await sessionOf(server, browser)).toBeNull();
    expect(await database.dataSource().query('SELECT FROM app_user')).toHaveLength(4);
    expect(await database.dataSource().query('SELECT FROM app_user WHERE sub IS NOT NULL')).toEqual([]);
  });

  it.each([
    [['pwd', 'otp'], null],
    [['pwd'], 'second-factor'],
  ])('asks roles with a second factor for ours unless the provider asked for one: %j', async (amr, pending) => {
    const server = await start();
    const { id } = await personWith(server, 'supervisor', '35');
    await database
      .dataSource()
      .query('UPDATE app_user SET issuer = $2, sub = $3 WHERE id = $1', [id, provider.issuer, 's']);
    provider.person = { sub: 's', claims: {}, amr };
    const browser = new Browser();
    await enter(server, browser);
    expect(await sessionOf(server, browser)).toMatchObject({ person: { role: 'supervisor' }, pending });
    const board = await send(server, '/api/board', { as: browser.cookies(new URL(server.url)) });
    expect(board.status).toBe(pending === null ? 200 : 403);
  });

  it('takes back only what it sent away: no state, another browser’s state, a code used twice', async () => {
    const server = await start();
    await personWith(server, 'operator', '3578');
    provider.person = { sub: 'a7', claims: { preferred_username: 'operator-3578' } };
    const browser = new Browser();
    const { url } = await enter(server, browser);
    // The victim of a forged link: the code is good, the browser never asked for it.
    expect((await new Browser().open(url.href)).url.href).toBe(server.url + REFUSED);
    expect((await browser.open(url.href)).url.href).toBe(server.url + REFUSED);
    const other = new Browser();
    provider.person = null;
    await other.open(`${server.url}/api/session/openid`);
    expect((await other.open(`${server.url}/api/session/openid/callback?code=x&state=y`)).url.href).toBe(
      server.url + REFUSED,
    );
  });

  it('that is down neither delays the start nor stands in the way of passwords, and works once it is back', async () => {
    const server = await start();
    await personWith(server, 'operator', '3578');
    await provider.stop();
    const offer = await send<SignInOffer>(server, '/api/session/offer', { as: null });
    expect(offer.body.openid).toEqual({ name: CLIENT.name, path: '/api/session/openid' });
    const startedAt = Date.now();
    expect((await enter(server)).url.href).toBe(server.url + REFUSED);
    expect(Date.now() - startedAt).toBeLessThan(5500);
    provider = await IdentityProvider.start(
      `${server.url}/api/session/openid/callback`,
      Number(new URL(provider.issuer).port),
    );
    provider.person = { sub: 'a7', claims: { preferred_username: 'operator-3578' } };
    expect((await enter(server)).response.status).toBe(200);
  });

  it('that takes the call and never answers holds up the one who came with it, for seconds, and nobody else', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const server = await start(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    const startedAt = Date.now();
    const waiting = enter(server);
    const others = await Promise.all([1, 2, 3].map(() => send(server, '/api/session/offer', { as: null })));
    expect(others.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(Date.now() - startedAt).toBeLessThan(3000);
    expect((await waiting).url.href).toBe(server.url + REFUSED);
    expect(Date.now() - startedAt).toBeLessThan(10_000);
    silent.close();
  }, 20_000);

  it('is not there where none is set', async () => {
    const { server } = await startSmall(database.url());
    for (const path of ['/api/session/openid', '/api/session/openid/callback?code=x&state=y']) {
      expect((await send(server, path, { as: null })).status).toBe(404);
    }
    expect((await send<SignInOffer>(server, '/api/session/offer', { as: null })).body.openid).toBeNull();
  });
});
