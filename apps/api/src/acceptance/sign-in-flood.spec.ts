import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { ErrorBody, JournalResponse } from '@posko/contracts';
import type { Clock } from '@posko/domain';
import { Agent, request } from 'undici';
import { useTestDatabase } from '../platform/database/testing/test-database';
import type { RunningServer } from '../server';
import { Browser, makeAccount } from './testing/browser';
import { EVE, endServersAfterEach, postReport, send, startSmall } from './testing/small-server';

/** Ten thousand a minute, for as long as a test may take; POSKO_FLOOD_SECONDS=60 is the whole minute. */
const GUESSES_PER_SECOND = 167;
const CONNECTIONS = 32;
const SECONDS = Number(process.env['POSKO_FLOOD_SECONDS'] ?? 5);
/** Refusals told one by one, and the counters at the end of their minute, once each. */
const ENTRIES_PER_MINUTE = 250;

const guessed = Array.from({ length: 20 }, (_, n) => `operator-${n}`);
const others = Array.from({ length: 5 }, (_, n) => `verifier-${n}`);

/** A clock that runs, from the eve on: waiting is part of this. */
function sinceEve(): Clock {
  const offset = Date.parse(EVE) - Date.now();
  return { now: () => Date.now() + offset };
}

interface Guesses {
  readonly statuses: Map<string, number>;
  readonly done: Promise<unknown>;
}

/** Guesses at a steady rate, names that are there and names that are not; a machine that is busy with more has less of it. */
function flood(server: RunningServer): Guesses {
  const statuses = new Map<string, number>();
  const agent = new Agent({ connections: CONNECTIONS });
  const one = async (n: number): Promise<void> => {
    await delay((n * 1000) / GUESSES_PER_SECOND);
    const username = n % 2 === 0 ? guessed[(n / 2) % guessed.length] : `made-up-${n}`;
    const { statusCode, body } = await request(`${server.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: `guess number ${n}` }),
      dispatcher: agent,
    });
    const key = `${statusCode} ${((await body.json()) as ErrorBody).code}`;
    statuses.set(key, (statuses.get(key) ?? 0) + 1);
  };
  const all = Array.from({ length: GUESSES_PER_SECOND * SECONDS }, (_, n) => one(n));
  return { statuses, done: Promise.all(all).finally(() => agent.close()) };
}

/** People come one after the other, several a second. How long they wait is a matter of the bench. */
async function inTurn(turn: number, work: () => Promise<{ status: number }>): Promise<number> {
  await delay(turn * 150);
  return (await work()).status;
}

describe('ten thousand guesses a minute', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  it(
    'let nobody in, keep nobody out who is who they say, and fill nothing',
    async () => {
      await database.empty();
      const { server } = await startSmall(database.url(), { clock: sinceEve() });
      const known: Browser[] = [];
      for (const name of guessed) {
        await makeAccount(server, name);
        const browser = new Browser(server);
        await browser.signIn(name);
        known.push(browser);
      }
      for (const name of others) await makeAccount(server, name, { role: 'verifier' });
      const headOf = async (): Promise<number> => (await send<JournalResponse>(server, '/api/journal')).body.head;
      const before = await headOf();

      const { statuses, done } = flood(server);
      await delay(1000);
      const people = await Promise.all([
        ...known.slice(0, 10).map((browser, n) => inTurn(n, () => browser.signIn(guessed[n] ?? ''))),
        ...others.map((name, n) => inTurn(10 + n, () => new Browser(server).signIn(name))),
        inTurn(16, () => postReport(server, 0)),
      ]);
      await done;

      expect(people).toEqual(Array(16).fill(201));
      expect([...statuses.keys()].sort()).toEqual(['401 sign-in-refused', '429 too-many-attempts']);
      expect([...statuses.values()].reduce((sum, count) => sum + count)).toBe(GUESSES_PER_SECOND * SECONDS);
      const grown = (await headOf()) - before;
      expect(grown).toBeLessThan(16 + ENTRIES_PER_MINUTE * (1 + SECONDS / 60));
    },
    60_000 + SECONDS * 1000,
  );
});
