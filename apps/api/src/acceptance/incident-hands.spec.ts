import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Handover, IncidentAnswer, UserAnswer } from '@posko/contracts';
import type { AccountRole, User } from '@posko/domain';
import { nextCommandId } from '@posko/testing';
import { People } from '../platform/access/people';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RunningServer } from '../server';
import { Desk } from './testing/incidents';
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
import type { Answer } from './testing/small-server';

type Incident = IncidentAnswer['incident'];

describe('what somebody holds who is no longer there', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  let server: RunningServer;
  let lead: Desk;
  beforeEach(async () => {
    await database.empty();
    ({ server } = await startSmall(database.url()));
    lead = new Desk(server);
  });

  /** An account that this instance has heard of. */
  const someone = async (role: AccountRole, scope: string): Promise<User> => {
    const user = await personWith(server, role, scope);
    await eventually(() => {
      expect(server.context.get(People, { strict: false }).byId(user.id)).toBeDefined();
    });
    return user;
  };

  const held = async (by: User, position: number, changes: object = {}): Promise<Incident> =>
    lead.change(await lead.open(position), { assignee: by.id, ...changes });

  const patchUser = async (user: User, body: object, id = nextCommandId()): Promise<Answer<UserAnswer>> =>
    send(server, `/api/users/${user.id}`, {
      ...posting({ id, ...body }),
      method: 'PATCH',
      as: await signIn(server, 'administrator', '0'),
    });

  const now = async ({ id }: Incident): Promise<Incident> => (await lead.detail(id)).incident;

  const isSame = async (): Promise<void> => {
    const report = await server.context.get(RebuildService, { strict: false }).run({ isWriting: false });
    expect(report).toMatchObject({ isSame: true, differences: [], faults: [] });
  };

  it('is nobody’s from the moment the account is closed, in the same act, and a colleague takes it', async () => {
    const gone = await someone('operator', '3501');
    const open = await held(gone, 0);
    const begun = await held(gone, 1, { status: 'inProgress' });
    const waiting = await held(gone, 2, { waitingReason: 'menunggu PPK' });
    const done = await held(gone, 3, { outcome: 'sudah dikirim' });
    const id = nextCommandId();
    expect((await patchUser(gone, { isActive: false }, id)).status).toBe(200);
    expect((await patchUser(gone, { isActive: false }, id)).status).toBe(200);
    expect(await now(open)).toMatchObject({ status: 'new', assignee: null, version: open.version + 1 });
    expect(await now(begun)).toMatchObject({ status: 'new', assignee: null, version: begun.version + 1 });
    expect(await now(waiting)).toMatchObject({ status: 'waiting', assignee: null, waitingReason: 'menunggu PPK' });
    expect(await now(done)).toEqual(done);
    expect((await lead.list('?view=unassigned')).counts.unassigned).toBe(3);
    const colleague = new Desk(server, await signIn(server, 'operator', '350101'));
    expect(await colleague.change(await now(open), { assignee: 'me' })).toMatchObject({ status: 'assigned' });
    expect((await lead.detail(begun.id)).history[0]).toMatchObject({
      ...{ type: 'changed', by: { name: 'administrator-0' }, change: { assignee: null } },
    });
    await isSame();
  });

  it('stays theirs where they may still work, and is let go where they may not', async () => {
    const moved = await someone('operator', '35');
    const [here, there] = [await held(moved, 0), await held(moved, 12)];
    await patchUser(moved, { region: '350101' });
    expect((await now(here)).assignee).toMatchObject({ id: moved.id });
    expect((await now(there)).assignee).toBeNull();
    await patchUser(moved, { displayName: 'Nama Baru' });
    expect((await now(here)).assignee).toMatchObject({ id: moved.id });
    await patchUser(moved, { role: 'viewer' });
    expect((await now(here)).assignee).toBeNull();
    await isSame();
  });

  it('goes with a handover to whoever signs it, within its region and as far as they may work on it', async () => {
    const as = await signIn(server, 'supervisor', '35');
    const writer = new Desk(server, as);
    const taken = async (position: number): Promise<Incident> =>
      writer.change(await lead.open(position), { assignee: 'me', status: 'inProgress' });
    const mine = [await taken(0), await taken(1)];
    const elsewhere = await taken(12);
    const body = { id: nextCommandId(), kind: 'ENV-02', region: '350101', note: 'banjir', incidents: [] };
    const parent = (await writer.post<IncidentAnswer>('/api/incidents/parents', body)).body.incident;
    const led = await writer.change(parent, { assignee: 'me' });
    const others = await held(await someone('operator', '3501'), 3);
    const to = await someone('operator', '350101');
    const signer = await signIn(server, 'operator', '350101');
    const handover = { id: nextCommandId(), region: '350101', to: to.id, note: '' };
    expect((await poster(server, as)<Handover>('/api/handovers', handover)).status).toBe(201);
    expect((await now(mine[0] as Incident)).assignee).toMatchObject({ name: 'supervisor-35' });
    const signature = { id: nextCommandId(), remark: 'diterima' };
    const sign = (): Promise<Answer<Handover>> =>
      poster(server, signer)<Handover>(`/api/handovers/${handover.id}/signatures`, signature);
    expect([(await sign()).status, (await sign()).status]).toEqual([201, 200]);
    for (const incident of mine) {
      expect(await now(incident)).toMatchObject({
        ...{ status: 'assigned', version: incident.version + 1 },
        assignee: { id: handover.to },
      });
    }
    expect(await now(elsewhere)).toEqual(elsewhere);
    expect(await now(led)).toEqual(led);
    expect(await now(others)).toEqual(others);
    await isSame();
  });
});
