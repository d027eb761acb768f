import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CLIENT_EVENTS, CLIENT_EVENT_ACCESS, ENDPOINTS } from '@posko/contracts';
import type { EndpointName } from '@posko/contracts';
import { ACCOUNT_ROLES, Scope, isKind, may } from '@posko/domain';
import type { AccountRole, JournalBody } from '@posko/domain';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { RefusalLog } from '../platform/access/refusal-log';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { JournalRepository, entryOf } from '../platform/journal/journal.repository';
import type { RunningServer } from '../server';
import { ROOT, RouteWalk } from './testing/route-walk';
import { endServersAfterEach, personWith, signIn, startSmall } from './testing/small-server';
import type { Cookie } from './testing/small-server';
import { EVENT_SAMPLES } from './testing/walk-samples';
import { INSIDE_TPS, SIDES, STANDS, walkWorld } from './testing/walk-world';
import type { Walker } from './testing/walk-world';

/** A walk is a hundred and fifty requests. */
const TIMEOUT_MS = 60_000;

type Refused = JournalBody<'access.refused.v1'>;

const NAMES = Object.keys(ENDPOINTS) as EndpointName[];
const EVENTS = Object.keys(CLIENT_EVENTS) as (keyof typeof CLIENT_EVENTS)[];

/** Routes or events of refusals, as often as they were counted. */
function routesOf(rows: readonly Refused[]): string[] {
  return rows.flatMap(({ route, times }) => Array<string>(times).fill(route)).sort();
}

function connected(server: RunningServer, cookie: Cookie): Promise<Socket> {
  const socket = io(server.url, { transports: ['websocket'], forceNew: true, extraHeaders: { cookie } });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => {
      resolve(socket);
    });
    socket.once('connect_error', reject);
  });
}

const WALKERS: [string, AccountRole | 'field', string][] = [
  ...ACCOUNT_ROLES.map((role): [string, AccountRole, string] => [`${role} of a regency`, role, STANDS]),
  ...ACCOUNT_ROLES.map((role): [string, AccountRole, string] => [`${role} of the province`, role, ROOT]),
  ['a crew', 'field', INSIDE_TPS],
];

describe('every route and every event, from inside and outside of what one may', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'posko-walk-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const start = async (): Promise<RunningServer> => {
    await database.empty();
    return (await startSmall(database.url(), { attachmentDir: folder, evidenceDir: folder })).server;
  };

  const walkerOf = async (server: RunningServer, role: AccountRole | 'field', scope: string): Promise<Walker> => {
    if (role !== 'field') return personWith(server, role, scope);
    return { id: '', name: `tps-${scope}`, role, scope: Scope.parse(scope) };
  };

  /** Refusals that reached the journal since the last look. */
  const refusals = async (server: RunningServer, after: number): Promise<{ rows: Refused[]; seq: number }> => {
    // What is counted still is written as it would be when the server ends.
    await server.context.get(RefusalLog, { strict: false }).beforeApplicationShutdown();
    const entries = (await server.context.get(JournalRepository, { strict: false }).after(after, 5000)).map(entryOf);
    const rows = entries.flatMap((entry) => (isKind(entry, 'access.refused.v1') ? [entry.body] : []));
    return {
      rows: rows.filter(({ code }) => code === 'forbidden' || code === 'not-signed-in'),
      seq: entries.at(-1)?.seq ?? after,
    };
  };

  it.each(WALKERS)(
    '%s may do what the table says, and every refusal is in the journal',
    async (_, role, scope) => {
      const server = await start();
      const walker = await walkerOf(server, role, scope);
      const cookie = await signIn(server, role, scope);
      const world = await walkWorld(server, walker);
      let { seq } = await refusals(server, 0);
      for (const side of SIDES) {
        const walk = new RouteWalk(server, walker, cookie);
        for (const name of NAMES) await walk.step({ name, side, place: world[side] });
        expect(walk.wrong).toEqual([]);
        const told = await refusals(server, seq);
        seq = told.seq;
        expect(routesOf(told.rows)).toEqual(walk.refused.sort());
        for (const row of told.rows)
          expect(row).toMatchObject({ name: walker.name, actor: { name: walker.name, role } });
      }
    },
    TIMEOUT_MS,
  );

  it(
    'nobody gets past what is public, and the journal counts the tries',
    async () => {
      const server = await start();
      const world = await walkWorld(server, await walkerOf(server, 'viewer', STANDS));
      const { seq } = await refusals(server, 0);
      const walk = new RouteWalk(server, null, null);
      for (const side of SIDES) for (const name of NAMES) await walk.step({ name, side, place: world[side] });
      expect(walk.wrong).toEqual([]);
      const { rows } = await refusals(server, seq);
      // Whoever opens the page is asked for a session first and has none: that is no try.
      const tries = walk.refused.filter((route) => route !== 'GET /api/session').length;
      expect(rows.reduce((sum, { times }) => sum + times, 0)).toBe(tries);
    },
    TIMEOUT_MS,
  );

  it(
    'everyone may listen to what the table says, and every refusal is in the journal',
    async () => {
      const server = await start();
      const world = await walkWorld(server, await walkerOf(server, 'viewer', STANDS));
      for (const [, role, scope] of WALKERS) {
        const walker = await walkerOf(server, role, scope);
        const { seq } = await refusals(server, 0);
        const socket = await connected(server, await signIn(server, role, scope));
        const [wrong, refused]: [string[], string[]] = [[], []];
        for (const [side, event] of SIDES.flatMap((side) => EVENTS.map((event) => [side, event] as const))) {
          const { message, place } = EVENT_SAMPLES[event];
          const ack = (await socket.timeout(5000).emitWithAck(event, message(world[side]))) as { code?: string };
          const isAllowed = may(walker, CLIENT_EVENT_ACCESS[event], place?.(world[side]));
          if (!isAllowed) refused.push(event);
          if (isAllowed ? !('seq' in ack) : ack.code !== 'forbidden')
            wrong.push(`${event} ${side} ${JSON.stringify(ack)}`);
        }
        socket.disconnect();
        expect([walker.name, wrong]).toEqual([walker.name, []]);
        const { rows } = await refusals(server, seq);
        expect(routesOf(rows)).toEqual(refused.sort());
        for (const row of rows) expect(row).toMatchObject({ name: walker.name, actor: { role } });
      }
    },
    TIMEOUT_MS,
  );

  it('nobody gets a connection', async () => {
    const server = await start();
    const socket = io(server.url, { transports: ['websocket'], forceNew: true, reconnection: false });
    const error = await new Promise<Error>((resolve) => socket.on('connect_error', resolve));
    expect(error.message).toBe('not-signed-in');
    socket.disconnect();
    const { rows } = await refusals(server, 0);
    expect(rows).toMatchObject([{ code: 'not-signed-in', route: 'connection' }]);
  });
});
