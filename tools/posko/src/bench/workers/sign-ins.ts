import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { Histogram } from '../histogram';
import type { Latency } from '../histogram';
import { answerCalls } from '../worker';
import type { BenchPerson } from './people';

export interface Crowd {
  readonly url: string;
  readonly people: readonly BenchPerson[];
  /** Address that they come from, as a proxy tells it. */
  readonly address: string;
}

export interface SignInWork {
  readonly perSecond: number;
  readonly seconds: number;
  /** Whoever is told to wait waits, and tries again, so many times. */
  readonly patience: number;
}

export interface SignedInCrowd {
  readonly tried: number;
  readonly gotIn: number;
  /** At once, without being told to wait. */
  readonly atOnce: number;
  readonly refused: Readonly<Record<string, number>>;
  /** Of those who got in, waiting and trying again included. */
  readonly latency: Latency;
}

const CREATED = 201;
const TOO_MANY = 429;
const SECOND_MS = 1000;

/** Devices on which people have signed in before, by name. */
const devices = new Map<string, string>();

interface Attempt {
  readonly status: number;
  readonly retryAfterMs: number;
  readonly device: string | undefined;
}

async function attempt(pool: Pool, crowd: Crowd, { person, password }: BenchPerson): Promise<Attempt> {
  const device = devices.get(person.name);
  const { statusCode, headers, body } = await pool.request({
    method: 'POST',
    path: '/api/session',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': crowd.address,
      ...(device === undefined ? {} : { cookie: device }),
    },
    body: JSON.stringify({ username: person.name, password }),
  });
  const text = await body.text();
  const seconds = statusCode === TOO_MANY ? retryAfter(text) : 0;
  const cookies = [headers['set-cookie'] ?? []].flat().map((line) => line.split(';')[0] ?? '');
  return {
    status: statusCode,
    retryAfterMs: seconds * SECOND_MS,
    device: cookies.find((cookie) => cookie.startsWith('posko_device=')),
  };
}

function retryAfter(text: string): number {
  const { params } = JSON.parse(text) as { params?: { retryAfterSeconds?: number } };
  return params?.retryAfterSeconds ?? 1;
}

/** Everyone signs in once, and their devices are known from then on. */
async function begin(crowd: Crowd): Promise<number> {
  const pool = new Pool(crowd.url, { connections: 4, pipelining: 1 });
  let known = 0;
  for (const person of crowd.people) {
    const { status, device } = await attempt(pool, crowd, person);
    if (status !== CREATED || device === undefined) continue;
    devices.set(person.person.name, device);
    known++;
  }
  await pool.destroy();
  return known;
}

/** People sign in one after the other at a steady rate, each on their own device. */
async function work({ perSecond, seconds, patience, ...crowd }: Crowd & SignInWork): Promise<SignedInCrowd> {
  const pool = new Pool(crowd.url, { connections: 16, pipelining: 1 });
  const latency = new Histogram();
  const counts = { tried: 0, gotIn: 0, atOnce: 0 };
  const refused: Record<string, number> = {};
  const enter = async (person: BenchPerson): Promise<void> => {
    const startedAt = performance.now();
    for (let tries = 1; ; tries++) {
      const { status, retryAfterMs } = await attempt(pool, crowd, person);
      if (status === CREATED) {
        latency.add(performance.now() - startedAt);
        counts.gotIn++;
        if (tries === 1) counts.atOnce++;
        return;
      }
      refused[status] = (refused[status] ?? 0) + 1;
      if (status !== TOO_MANY || tries > patience) return;
      await delay(retryAfterMs);
    }
  };
  const startedAt = performance.now();
  const pending: Promise<void>[] = [];
  for (; counts.tried < perSecond * seconds; counts.tried++) {
    await delay(Math.max(0, startedAt + (counts.tried / perSecond) * 1000 - performance.now()));
    const person = crowd.people[counts.tried % crowd.people.length];
    if (person !== undefined) pending.push(enter(person));
  }
  await Promise.all(pending);
  await pool.destroy();
  return { ...counts, refused, latency: latency.summary };
}

answerCalls({ begin, work });
