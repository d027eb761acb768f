import { describe, expect, it } from '@jest/globals';
import type { ClockResponse, ErrorBody } from '@posko/contracts';
import { nextCommandId } from '@posko/testing';
import { useTestDatabase } from '../platform/database/testing/test-database';
import type { RunningServer } from '../server';
import { EVE, endServer, endServersAfterEach, send, startSmall } from './testing/small-server';

describe('the clock of the room', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const set = (server: RunningServer, body: object): ReturnType<typeof send<ClockResponse & ErrorBody>> =>
    send(server, '/api/clock', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: nextCommandId(), ...body }),
    });

  it('may be set in a rehearsal, runs at its speed, and is the real one again in earnest', async () => {
    await database.empty();
    const { server, clock } = await startSmall(database.url(), { isRehearsal: true });
    const jumped = await set(server, { at: '2024-11-27T07:00:00+07:00', speed: 120 });
    expect(jumped.body).toMatchObject({ now: '2024-11-27T00:00:00.000Z', speed: 120, isRehearsal: true });
    clock.advance({ seconds: 30 });
    expect((await send<ClockResponse>(server, '/api/clock')).body.now).toBe('2024-11-27T01:00:00.000Z');
    expect((await set(server, { speed: 0 })).body).toMatchObject({ now: '2024-11-27T01:00:00.000Z', speed: 0 });
    await endServer(server);
    clock.set(EVE);
    const { server: earnest } = await startSmall(database.url(), { clock });
    expect((await send<ClockResponse>(earnest, '/api/clock')).body).toMatchObject({
      now: new Date(EVE).toISOString(),
      speed: 1,
      isRehearsal: false,
    });
    const refused = await set(earnest, { speed: 10 });
    expect([refused.status, refused.body.code]).toEqual([409, 'clock-is-real']);
  });
});
