import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { answerCalls } from '../worker';

export interface Flood {
  readonly url: string;
  /** Names that somebody has; every other guess is at one of them, the rest at names made up. */
  readonly names: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
  /** Addresses that the guesses come from, as a proxy tells them. */
  readonly addresses: number;
}

export interface Flooded {
  readonly perSecond: number;
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>;
}

const CONNECTIONS = 64;
const SETTLE_MS = 10_000;

/** An address of those set aside for measuring (198.18.0.0/15, RFC 2544). */
function addressOf(nth: number): string {
  return `198.18.${(nth >> 8) % 256}.${nth % 256}`;
}

/** Guesses names and passwords at a steady rate, whether the server keeps up or not. */
async function flood({ url, names, perSecond, seconds, addresses }: Flood): Promise<Flooded> {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  const statuses: Record<string, number> = {};
  const pending = new Set<Promise<void>>();
  const startedAt = performance.now();
  const guess = async (nth: number): Promise<void> => {
    const username = nth % 2 === 0 ? names[(nth / 2) % names.length] : `tamu.${nth}`;
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: '/api/session',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': addressOf((nth * 31) % addresses) },
      body: JSON.stringify({ username, password: `tebakan nomor ${nth}` }),
    });
    await body.dump();
    statuses[statusCode] = (statuses[statusCode] ?? 0) + 1;
  };
  let sent = 0;
  for (; sent < perSecond * seconds; sent++) {
    await delay(Math.max(0, startedAt + (sent / perSecond) * 1000 - performance.now()));
    const settled: Promise<void> = guess(sent).then(
      () => void pending.delete(settled),
      () => {
        pending.delete(settled);
        statuses['none'] = (statuses['none'] ?? 0) + 1;
      },
    );
    pending.add(settled);
  }
  const took = (performance.now() - startedAt) / 1000;
  await Promise.race([Promise.all(pending), delay(SETTLE_MS)]);
  await pool.destroy();
  return { perSecond: sent / took, statuses };
}

answerCalls({ flood });
