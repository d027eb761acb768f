import { describe, expect, it } from '@jest/globals';
import type { Approval, ApprovalList, ErrorBody, JournalResponse, UserAnswer } from '@posko/contracts';
import { nextCommandId } from '@posko/testing';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RunningServer } from '../server';
import { ask, decide } from './testing/four-eyes';
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

type UserOrError = Answer<UserAnswer & ErrorBody>;

/** One administrator asks, another agrees; the scopes of both reach as far as what is given. */
describe('an administrator is made by two', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const start = async (): Promise<{ server: RunningServer; one: Cookie; two: Cookie }> => {
    await database.empty();
    const { server } = await startSmall(database.url());
    return {
      server,
      one: await signIn(server, 'administrator', '0'),
      two: await signIn(server, 'administrator', '35'),
    };
  };

  const create = (server: RunningServer, as: Cookie, changes: object = {}): Promise<UserOrError> =>
    poster(server, as)('/api/users', {
      ...{ id: nextCommandId(), username: 'ani.admin', displayName: 'Ani', role: 'administrator', region: '35' },
      ...{ reason: 'shift malam', ...changes },
    });

  const patch = (server: RunningServer, as: Cookie, user: string, body: object): Promise<UserOrError> =>
    send(server, `/api/users/${user}`, { ...posting({ id: nextCommandId(), ...body }), method: 'PATCH', as });

  const entries = async (server: RunningServer): Promise<JournalResponse['entries']> =>
    (await send<JournalResponse>(server, '/api/journal?limit=1000')).body.entries;

  it('and looks on until the second agrees', async () => {
    const { server, one, two } = await start();
    const command = { id: nextCommandId() };
    const made = await create(server, one, command);
    expect(made).toMatchObject({ status: 201, body: { user: { role: 'viewer', scope: '35', isActive: true } } });
    const { approval } = made.body;
    expect(approval).toEqual(expect.any(String));
    // The same command again asks once, and tells the same approval.
    expect((await create(server, one, command)).body).toMatchObject({ approval, invitation: null });
    const list = await send<ApprovalList>(server, '/api/approvals?status=pending', { as: two });
    expect(list.body.rows).toMatchObject([
      { id: approval, reason: 'shift malam', act: { type: 'grantAdministrator' } },
    ]);

    expect(await decide(server, approval ?? '', { as: one })).toMatchObject({
      status: 403,
      body: { code: 'own-request' },
    });
    expect((await decide(server, approval ?? '', { as: two })).status).toBe(201);
    const row = await database.dataSource().query(`SELECT role, scope FROM app_user WHERE name = 'ani.admin'`);
    expect(row).toEqual([{ role: 'administrator', scope: '35' }]);
    const changed = (await entries(server)).filter(({ kind }) => kind === 'user.changed.v1');
    expect(changed.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
      {
        user: { role: 'administrator' },
        changed: ['role'],
        actor: { name: 'administrator-0' },
        approvedBy: { name: 'administrator-35' },
      },
    ]);
    const report = await server.context.get(RebuildService, { strict: false }).run({ isWriting: false });
    expect(report).toMatchObject({ isSame: true, faults: [] });
  });

  it('with a reason', async () => {
    const { server, one } = await start();
    const without = await create(server, one, { reason: '' });
    expect(without).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', params: { issues: [{ path: 'reason' }] } },
    });
    expect(await database.dataSource().query(`SELECT FROM app_user WHERE name = 'ani.admin'`)).toEqual([]);
  });

  it('of whom neither is a supervisor, nor the one it is about, nor someone of a smaller place', async () => {
    const { server, one } = await start();
    const { body } = await create(server, one);
    const small = await signIn(server, 'administrator', '3578');
    const supervisor = await signIn(server, 'supervisor', '0');
    for (const as of [small, supervisor]) {
      expect((await decide(server, body.approval ?? '', { as })).body.code).toBe('forbidden');
    }
    const target = await personWith(server, 'operator', '3578');
    const act = { type: 'grantAdministrator', user: target.id, role: 'administrator', scope: target.scope } as const;
    expect((await ask(server, act, await signIn(server, 'operator', '3578'))).body.code).toBe('forbidden');
    const self = await personWith(server, 'administrator', '3578');
    expect((await ask(server, { ...act, user: self.id }, small)).body.code).toBe('own-account');
  });

  it('by a change as well; a deactivated one comes back as one who looks on', async () => {
    const { server, one, two } = await start();
    const user = await personWith(server, 'operator', '3578');
    const theirs = await signIn(server, 'operator', '3578');
    const asked = await patch(server, one, user.id, { role: 'administrator', reason: 'pengganti' });
    expect(asked).toMatchObject({ status: 200, body: { user: { role: 'operator' }, approval: expect.any(String) } });
    expect((await send(server, '/api/clock', { as: theirs })).status).toBe(200);
    await decide(server, asked.body.approval ?? '', { as: two });
    // The new role has a second factor, the old session has none.
    await eventually(async () => {
      expect((await send(server, '/api/clock', { as: theirs })).status).toBe(401);
    });
    await patch(server, one, user.id, { isActive: false });
    const back = await patch(server, one, user.id, { isActive: true, reason: 'kembali' });
    expect(back.body).toMatchObject({ user: { role: 'viewer', isActive: true }, approval: expect.any(String) });
  });

  it('so that one alone does not get there by a reset of someone who is one', async () => {
    const { server, one, two } = await start();
    const victim = await personWith(server, 'administrator', '3501');
    const order = { id: nextCommandId(), what: 'password' };
    const path = `/api/users/${victim.id}/resets`;
    expect((await poster(server, one)<UserAnswer & ErrorBody>(path, order)).body.code).toBe('invalid-request');
    const { body } = await poster(server, one)<UserAnswer>(path, { ...order, reason: 'lupa sandi' });
    expect(body).toMatchObject({
      user: { role: 'viewer', hasPassword: false },
      invitation: { path: expect.any(String) },
    });
    const { body: decided } = await decide(server, body.approval ?? '', { as: two });
    expect(decided satisfies Approval).toMatchObject({ status: 'approved' });
    const row = await database.dataSource().query(`SELECT role FROM app_user WHERE id = $1`, [victim.id]);
    expect(row).toEqual([{ role: 'administrator' }]);
  });

  it('and stays out if deactivated before the second agrees', async () => {
    const { server, one, two } = await start();
    const { body } = await create(server, one);
    await patch(server, one, body.user.id, { isActive: false });
    await decide(server, body.approval ?? '', { as: two });
    const row = await database.dataSource().query(`SELECT role, is_active FROM app_user WHERE id = $1`, [body.user.id]);
    expect(row).toEqual([{ role: 'administrator', is_active: false }]);
    const back = await patch(server, one, body.user.id, { isActive: true, reason: 'kembali' });
    expect(back.body.user.role).toBe('viewer');
  });
});
