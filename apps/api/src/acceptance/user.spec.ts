import { describe, expect, it } from '@jest/globals';
import type {
  ColleagueList,
  ErrorBody,
  JournalResponse,
  UserAnswer,
  UserImportAnswer,
  UserList,
} from '@posko/contracts';
import type { User } from '@posko/domain';
import { nextCommandId } from '@posko/testing';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RunningServer } from '../server';
import { LiveClient } from './testing/live-client';
import {
  endServersAfterEach,
  eventually,
  personWith,
  poster,
  posting,
  send,
  signIn,
  startSmall,
} from './testing/small-server';
import type { Answer, Cookie } from './testing/small-server';

type UserOrError = UserAnswer & ErrorBody;

describe('people', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const start = async (): Promise<RunningServer> => {
    await database.empty();
    return (await startSmall(database.url())).server;
  };

  const newPerson = (changes: object = {}): { id: string; username: string } => ({
    id: nextCommandId(),
    username: 'siti.aminah',
    ...{ displayName: 'Siti Aminah', role: 'operator', region: '3578' },
    ...changes,
  });

  const patch = (server: RunningServer, as: Cookie, user: string, body: object): Promise<Answer<UserOrError>> =>
    send(server, `/api/users/${user}`, { ...posting({ id: nextCommandId(), ...body }), method: 'PATCH', as });

  const code = ({ status, body }: Answer<UserOrError>): [number, string] => [status, body.code];

  const entries = async (server: RunningServer): Promise<JournalResponse['entries']> =>
    (await send<JournalResponse>(server, '/api/journal?limit=1000')).body.entries;

  it('are invited by a link that is told once, and kept as a hash', async () => {
    const server = await start();
    const asAdmin = poster(server, await signIn(server, 'administrator', '0'));
    const wish = newPerson();
    const made = await asAdmin<UserOrError>('/api/users', wish);
    expect(made).toMatchObject({
      status: 201,
      body: { user: { name: 'siti.aminah', role: 'operator', scope: '3578', hasPassword: false }, approval: null },
    });
    const path = made.body.invitation?.path ?? '';
    expect(path).toMatch(/^\/sign-in\/invitation\?token=[\w-]{43}$/);
    expect(Date.parse(made.body.invitation?.endsAt ?? '')).toBe(Date.parse('2024-11-29T12:00:00+07:00'));
    const token = path.split('=')[1] ?? '';
    const dump = await database.dataSource().query(`SELECT to_jsonb(i)::text AS row FROM invitation AS i`);
    expect(JSON.stringify([dump, await entries(server)])).not.toContain(token);

    const again = await asAdmin<UserOrError>('/api/users', wish);
    expect(again).toMatchObject({ status: 200, body: { user: { id: made.body.user.id }, invitation: null } });
    expect(code(await asAdmin<UserOrError>('/api/users', { ...wish, role: 'viewer' }))).toEqual([
      409,
      'idempotency-conflict',
    ]);
    expect(code(await asAdmin<UserOrError>('/api/users', newPerson({ username: 'Siti.Aminah' })))).toEqual([
      409,
      'username-taken',
    ]);
  });

  it('sent many times at once are one, and so is a name that two ask for', async () => {
    const server = await start();
    const asAdmin = poster(server, await signIn(server, 'administrator', '0'));
    const wish = newPerson();
    const same = await Promise.all(Array.from({ length: 8 }, () => asAdmin<UserOrError>('/api/users', wish)));
    expect(new Set(same.map(({ body }) => body.user.id)).size).toBe(1);
    expect(same.filter(({ status, body }) => status === 201 && body.invitation !== null)).toHaveLength(1);
    const other = await Promise.all([1, 2, 3].map(() => asAdmin('/api/users', newPerson({ username: 'budi.s' }))));
    expect(other.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('are managed within the own scope only, and get no more than it', async () => {
    const server = await start();
    const pacitan = await signIn(server, 'administrator', '3501');
    const elsewhere = await personWith(server, 'operator', '3578');
    const here = await personWith(server, 'operator', '350101');
    const asPacitan = poster(server, pacitan);
    for (const region of ['0', '35', '3578', '357801']) {
      expect(code(await asPacitan<UserOrError>('/api/users', newPerson({ region })))).toEqual([403, 'forbidden']);
    }
    expect(code(await asPacitan<UserOrError>('/api/users', newPerson({ region: '350199' })))).toEqual([
      404,
      'region-not-found',
    ]);
    expect(code(await patch(server, pacitan, elsewhere.id, { displayName: 'X' }))).toEqual([403, 'forbidden']);
    expect(code(await patch(server, pacitan, here.id, { region: '35' }))).toEqual([403, 'forbidden']);
    expect((await patch(server, pacitan, here.id, { displayName: 'Di sini' })).body.user.displayName).toBe('Di sini');
    const reset = { id: nextCommandId(), what: 'password' };
    expect(code(await asPacitan<UserOrError>(`/api/users/${elsewhere.id}/resets`, reset))).toEqual([403, 'forbidden']);
    for (const unknown of [nextCommandId(), 'nobody', '%00']) {
      expect(code(await patch(server, pacitan, unknown, { displayName: 'X' }))).toEqual([404, 'user-not-found']);
    }
    const { body } = await send<UserList>(server, '/api/users', { as: pacitan });
    expect(body.rows.map(({ name }) => name)).toEqual(['administrator-3501', 'operator-350101']);
    expect((await send(server, '/api/users?region=3578', { as: pacitan })).status).toBe(403);
  });

  it('are listed a page at a time, and found by part of their names', async () => {
    const server = await start();
    const admin = await signIn(server, 'administrator', '0');
    const names = ['ani', 'budi', 'citra', 'dewi'].map((name) => `${name}.s`);
    const lines = names.map((name, i) => `${name},${name.toUpperCase()} Satu,${i % 2 ? 'operator' : 'verifier'},3578`);
    const csv = ['username,display_name,role,region', ...lines].join('\n');
    await poster(server, admin)('/api/users/imports', { id: nextCommandId(), csv });
    const list = async (query: string): Promise<[number, string[]]> => {
      const { body } = await send<UserList>(server, `/api/users?${query}`, { as: admin });
      return [body.total, body.rows.map(({ name }) => name)];
    };
    expect(await list('region=3578&limit=3')).toEqual([4, names.slice(0, 3)]);
    expect(await list('region=3578&limit=3&after=citra.s')).toEqual([4, ['dewi.s']]);
    expect(await list('q=BUDI')).toEqual([1, ['budi.s']]);
    expect(await list('q=s%20satu&role=operator')).toEqual([2, ['budi.s', 'dewi.s']]);
    expect(await list('q=%25')).toEqual([0, []]);
    expect(await list('active=false')).toEqual([0, []]);
  });

  it('that are deactivated are out at once, on every instance, also with an open connection', async () => {
    const server = await start();
    const { server: other } = await startSmall(database.url());
    const admin = await signIn(server, 'administrator', '0');
    const theirs = await signIn(server, 'operator', '3578');
    const user = await personWith(server, 'operator', '3578');
    const desks = [new LiveClient(theirs), new LiveClient(theirs)] as const;
    await Promise.all([desks[0].connect(server, '3578'), desks[1].connect(other, '3578')]);
    for (const instance of [server, other]) {
      expect((await send(instance, '/api/clock', { as: theirs })).status).toBe(200);
    }
    expect((await patch(server, admin, user.id, { isActive: false })).body.user).toMatchObject({
      isActive: false,
      sessions: 0,
    });
    await eventually(async () => {
      for (const instance of [server, other]) {
        expect((await send(instance, '/api/clock', { as: theirs })).status).toBe(401);
      }
      expect(desks.map(({ ended, isConnected }) => [ended, isConnected])).toEqual([
        ['deactivated', false],
        ['deactivated', false],
      ]);
    }, 1000);
    const kinds = (await entries(server)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => /^(session|user)\.(ended|changed)/.test(kind))).toEqual([
      'session.ended.v1',
      'user.changed.v1',
    ]);
    // Active again, the old cookie stays dead.
    await patch(server, admin, user.id, { isActive: true });
    expect((await send(other, '/api/clock', { as: theirs })).status).toBe(401);
  });

  it('do not change their own role, scope or being active', async () => {
    const server = await start();
    const admin = await signIn(server, 'administrator', '0');
    const self = await personWith(server, 'administrator', '0');
    for (const body of [{ role: 'viewer' }, { region: '35' }, { isActive: false }]) {
      expect(code(await patch(server, admin, self.id, body))).toEqual([403, 'own-account']);
    }
    const reset = { id: nextCommandId(), what: 'secondFactor' };
    const answer = await poster(server, admin)<UserOrError>(`/api/users/${self.id}/resets`, reset);
    expect(code(answer)).toEqual([403, 'own-account']);
    expect((await patch(server, admin, self.id, { displayName: 'Admin' })).status).toBe(200);
  });

  it('who are the last administrators over everything: of two that dismiss each other at once one stays', async () => {
    const server = await start();
    const [one, two] = [await signIn(server, 'administrator', '35'), await secondAdministrator(server, '35')];
    const first = await personWith(server, 'administrator', '35');
    const answers = await Promise.all([
      patch(server, one, two.user.id, { isActive: false }),
      patch(server, two.cookie, first.id, { role: 'viewer' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('last-administrator');
  });

  it('signed out everywhere, without password or second factor: by a reset', async () => {
    const server = await start();
    const admin = await signIn(server, 'administrator', '0');
    const theirs = await signIn(server, 'supervisor', '35');
    const user = await personWith(server, 'supervisor', '35');
    await database
      .dataSource()
      .query(`INSERT INTO credential (user_id, password_hash, totp_secret) VALUES ($1, 'x', 'y')`, [user.id]);
    const reset = (what: string): Promise<Answer<UserOrError>> =>
      poster(server, admin)(`/api/users/${user.id}/resets`, { id: nextCommandId(), what });
    expect(await reset('sessions')).toMatchObject({
      status: 201,
      body: { user: { hasPassword: true, hasSecondFactor: true, sessions: 0 }, invitation: null },
    });
    await eventually(async () => expect((await send(server, '/api/clock', { as: theirs })).status).toBe(401));
    expect((await reset('secondFactor')).body.user).toMatchObject({ hasPassword: true, hasSecondFactor: false });
    const first = await reset('password');
    expect(first.body).toMatchObject({ user: { hasPassword: false }, invitation: { path: expect.any(String) } });
    await reset('password');
    const [row] = await database.dataSource().query<{ count: number }[]>('SELECT count(*)::int FROM invitation');
    expect(row?.count).toBe(1);
  });

  it('come by CSV: all or none, every mistake with its line and column', async () => {
    const server = await start();
    const pacitan = poster(server, await signIn(server, 'administrator', '3501'));
    const head = 'username,display_name,role,region';
    const load = (lines: string[], changes: object = {}): Promise<Answer<UserImportAnswer & ErrorBody>> =>
      pacitan('/api/users/imports', { id: nextCommandId(), csv: [head, ...lines].join('\n'), ...changes });
    const bad = await load([
      'ani.s,Ani,operator,3501',
      'b,Budi,king,3501',
      'citra,C,viewer,3578',
      'dewi,D,administrator,3501',
    ]);
    expect(bad).toMatchObject({ status: 200, body: { created: [] } });
    expect(bad.body.issues.map(({ line, column }) => [line, column])).toEqual([
      [3, 'username'],
      [3, 'role'],
      [4, 'region'],
      [5, 'role'],
    ]);
    const good = ['ani.s,Ani,operator,3501', 'budi.s,Budi,verifier,350101'];
    const trial = await load(good, { isTrial: true });
    expect(trial).toMatchObject({ status: 200, body: { created: [{ username: 'ani.s', path: '' }, {}], issues: [] } });
    const before = (await entries(server)).length;
    const id = nextCommandId();
    const done = await load(good, { id });
    expect(done).toMatchObject({ status: 201, body: { unchanged: 0, issues: [] } });
    expect(done.body.created.every(({ path }) => path.startsWith('/sign-in/invitation?token='))).toBe(true);
    expect(await entries(server)).toHaveLength(before + 2);
    expect(await load(good, { id })).toMatchObject({ status: 200, body: { created: [], unchanged: 2 } });
    expect((await load(good.slice(1), { id })).body.code).toBe('idempotency-conflict');
    expect(await load([...good, 'citra.s,Citra,viewer,3501'])).toMatchObject({
      status: 201,
      body: { created: [{ username: 'citra.s' }], unchanged: 2 },
    });
    const other = await load(['ani.s,Ani,viewer,3501']);
    expect(other.body.issues).toMatchObject([{ line: 2, column: 'username' }]);
    expect(await entries(server)).toHaveLength(before + 3);
  });

  it('at the desk know whom they can give work to', async () => {
    const server = await start();
    for (const [role, scope] of [
      ['operator', '357801'],
      ['supervisor', '35'],
      ['operator', '3501'],
      ['viewer', '3578'],
    ] as const) {
      await personWith(server, role, scope);
    }
    const operator = await signIn(server, 'operator', '3578');
    await eventually(async () => {
      const { body } = await send<ColleagueList>(server, '/api/users/colleagues', { as: operator });
      expect(body.rows.map(({ name }) => name)).toEqual([
        'operator-3578',
        'operator-357801',
        'supervisor-0',
        'supervisor-35',
      ]);
    });
  });

  it('are a function of the journal', async () => {
    const server = await start();
    const admin = await signIn(server, 'administrator', '0');
    const made = await poster(server, admin)<UserOrError>('/api/users', newPerson());
    await patch(server, admin, made.body.user.id, { role: 'supervisor', displayName: 'Siti A.' });
    await patch(server, admin, made.body.user.id, { isActive: false });
    const report = await server.context.get(RebuildService, { strict: false }).run({ isWriting: false });
    expect(report).toMatchObject({ isSame: true, faults: [] });
    expect(report.tables).toContainEqual({ table: 'app_user', rows: 3 });
  });

  async function secondAdministrator(server: RunningServer, scope: string): Promise<{ user: User; cookie: Cookie }> {
    const user = await personWith(server, 'viewer', scope);
    const cookie = await signIn(server, 'viewer', scope);
    await database.dataSource().query(`UPDATE app_user SET role = 'administrator' WHERE id = $1`, [user.id]);
    return { user, cookie };
  }
});
