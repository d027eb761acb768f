import { describe, expect, it, jest } from '@jest/globals';
import type { ErrorBody, JournalResponse, SessionResponse, UserAnswer, UserImportAnswer } from '@posko/contracts';
import { nextCommandId } from '@posko/testing';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { FourEyes } from '../platform/four-eyes/four-eyes';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RunningServer } from '../server';
import {
  endServer,
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

const PASSWORD = 'empat puluh dua kuda';
const HOUR_MS = 3_600_000;

describe('people, on a bad day', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const start = async (): ReturnType<typeof startSmall> => {
    await database.empty();
    return startSmall(database.url());
  };

  const newPerson = (changes: object = {}): object => ({
    ...{ id: nextCommandId(), username: 'siti.aminah', displayName: 'Siti Aminah', role: 'operator', region: '3578' },
    ...changes,
  });

  const patch = (server: RunningServer, as: Cookie, user: string, body: object): Promise<Answer<UserOrError>> =>
    send(server, `/api/users/${user}`, { ...posting({ id: nextCommandId(), ...body }), method: 'PATCH', as });

  const tokenOf = ({ body }: Answer<UserOrError>): string => body.invitation?.path.split('=')[1] ?? '';

  const accept = (server: RunningServer, token: string): Promise<Answer<SessionResponse & ErrorBody>> =>
    poster(server, null)('/api/session/invitation', { token, password: PASSWORD });

  const signInWith = (server: RunningServer): Promise<Answer<SessionResponse & ErrorBody>> =>
    poster(server, null)('/api/session', { username: 'siti.aminah', password: PASSWORD });

  it('an invitation opens once, within 72 hours, for someone who may come in, and only the latest', async () => {
    const { server, clock } = await start();
    const admin = await signIn(server, 'administrator', '0');
    const asAdmin = poster(server, admin);
    const made = await asAdmin<UserOrError>('/api/users', newPerson());
    const reset = (): Promise<Answer<UserOrError>> =>
      asAdmin(`/api/users/${made.body.user.id}/resets`, { id: nextCommandId(), what: 'password' });
    const replaced = await reset();
    expect((await accept(server, tokenOf(made))).body.code).toBe('invitation-refused');
    expect(await accept(server, tokenOf(replaced))).toMatchObject({
      status: 201,
      body: { person: { role: 'operator' } },
    });
    expect((await accept(server, tokenOf(replaced))).body.code).toBe('invitation-refused');
    expect((await signInWith(server)).status).toBe(201);

    const late = await reset();
    expect((await signInWith(server)).body.code).toBe('sign-in-refused');
    clock.advance({ ms: 72 * HOUR_MS });
    expect((await accept(server, tokenOf(late))).body.code).toBe('invitation-refused');

    const unwanted = await reset();
    await patch(server, admin, made.body.user.id, { isActive: false });
    expect((await accept(server, tokenOf(unwanted))).body.code).toBe('invitation-refused');
  });

  it('two administrators change one person at once, and neither change is lost', async () => {
    const { server } = await start();
    const [one, two] = [await signIn(server, 'administrator', '0'), await signIn(server, 'administrator', '35')];
    const user = await personWith(server, 'operator', '3578');
    const answers = await Promise.all([
      patch(server, one, user.id, { displayName: 'Nama Baru' }),
      patch(server, two, user.id, { region: '357801' }),
      patch(server, one, user.id, { role: 'verifier' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const [row] = await database
      .dataSource()
      .query(`SELECT display_name, scope, role FROM app_user WHERE id = $1`, [user.id]);
    expect(row).toEqual({ display_name: 'Nama Baru', scope: '357801', role: 'verifier' });
  });

  it('a command repeated after a restart is the one before; another with its id is a conflict', async () => {
    const { server } = await start();
    const admin = await signIn(server, 'administrator', '0');
    const user = await personWith(server, 'operator', '3578');
    const wish = newPerson();
    const order = { id: nextCommandId(), role: 'verifier' };
    const made = await poster(server, admin)<UserOrError>('/api/users', wish);
    await patch(server, admin, user.id, order);
    await patch(server, admin, user.id, { role: 'viewer' });
    await endServer(server);
    const { server: again } = await startSmall(database.url());
    expect(await poster(again, admin)<UserOrError>('/api/users', wish)).toMatchObject({
      status: 200,
      body: { user: { id: made.body.user.id } },
    });
    // Done long ago, and undone since: it is not done again.
    expect((await patch(again, admin, user.id, order)).body.user.role).toBe('viewer');
    expect((await patch(again, admin, user.id, { ...order, role: 'operator' })).body.code).toBe('idempotency-conflict');
  });

  it('an administrator made while nobody could be asked is asked for by the repeat', async () => {
    const { server } = await start();
    const asAdmin = poster(server, await signIn(server, 'administrator', '0'));
    const fourEyes = server.context.get(FourEyes, { strict: false });
    const broken = jest.spyOn(fourEyes, 'ask').mockRejectedValueOnce(new Error('the database went away'));
    const wish = newPerson({ role: 'administrator', reason: 'shift malam' });
    expect((await asAdmin<UserOrError>('/api/users', wish)).status).toBe(500);
    const again = await asAdmin<UserOrError>('/api/users', wish);
    expect(again).toMatchObject({ status: 200, body: { user: { role: 'viewer' }, approval: expect.any(String) } });
    broken.mockRestore();
    const pending = await send<{ rows: unknown[] }>(server, '/api/approvals?status=pending');
    expect(pending.body.rows).toHaveLength(1);
  });

  it('someone deactivated while signing in is not in afterwards', async () => {
    const { server } = await start();
    const admin = await signIn(server, 'administrator', '0');
    const made = await poster(server, admin)<UserOrError>('/api/users', newPerson());
    await accept(server, tokenOf(made));
    const [, ...entered] = await Promise.all([
      patch(server, admin, made.body.user.id, { isActive: false }),
      ...Array.from({ length: 6 }, () => signInWith(server)),
    ]);
    const cookies = entered.flatMap(({ headers }) => headers.getSetCookie().map((line) => line.split(';')[0] ?? ''));
    await eventually(async () => {
      for (const as of cookies) expect((await send(server, '/api/session', { as })).status).toBe(401);
    }, 1500);
    expect(await database.dataSource().query('SELECT FROM session WHERE user_id = $1', [made.body.user.id])).toEqual(
      [],
    );
  });

  it('two lists with the same name come at once: one is taken whole, the other says what stands against it', async () => {
    const { server } = await start();
    const asAdmin = poster(server, await signIn(server, 'administrator', '0'));
    const load = (lines: string[]): Promise<Answer<UserImportAnswer & ErrorBody>> =>
      asAdmin('/api/users/imports', {
        id: nextCommandId(),
        csv: ['username,display_name,role,region', ...lines].join('\n'),
      });
    const [one, two] = await Promise.all([
      load(['ani.s,Ani,operator,3578', 'budi.s,Budi,operator,3578']),
      load(['budi.s,Budi Lain,verifier,3578', 'citra.s,Citra,operator,3578']),
    ]);
    const taken = [one, two].filter(({ body }) => body.created.length === 2);
    const refused = [one, two].filter(({ body }) => body.issues.length === 1);
    expect([taken.length, refused.length]).toEqual([1, 1]);
    expect(refused[0]?.body.issues[0]).toMatchObject({ column: 'username' });
    const report = await server.context.get(RebuildService, { strict: false }).run({ isWriting: false });
    expect(report).toMatchObject({ isSame: true });
  });

  it('what was asked tells from where, also behind a proxy that we trust, and a caller cannot make that up', async () => {
    await database.empty();
    const { server } = await startSmall(database.url(), { trustProxy: '127.0.0.1' });
    const { server: open } = await startSmall(database.url());
    const admin = await signIn(server, 'administrator', '0');
    const forwarded = { 'x-forwarded-for': '203.0.113.9, 198.51.100.7' };
    for (const instance of [server, open]) {
      const username = instance === server ? 'trusting' : 'careful';
      const { headers, ...init } = posting(newPerson({ username }));
      await send(instance, '/api/users', { ...init, headers: { ...(headers as object), ...forwarded }, as: admin });
    }
    const { body } = await send<JournalResponse>(server, '/api/journal?limit=1000');
    const made = body.entries.filter(({ kind }) => kind === 'user.created.v1').slice(-2);
    const addresses = made.map((entry) => (JSON.parse(entry.body) as { actor: { address: string } }).actor.address);
    expect(addresses).toEqual(['198.51.100.7', '127.0.0.1']);
  });
});
