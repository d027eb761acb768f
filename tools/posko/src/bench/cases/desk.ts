import { RegionCode } from '@posko/domain';
import type { Browser } from 'playwright-core';
import { builtPages } from '../../pages';
import { Terminal } from '../../terminal';
import type { BenchCase, BenchOptions } from '../bench-case';
import { launchChromium } from '../chromium';
import { DeskScreen } from '../desk-screen';
import { figure } from '../figure';
import type { Figure } from '../figure';
import type { BenchServer, Lab } from '../lab';
import type { DeskVerdict } from '../workers/desk-book';
import type { Rebuilt } from '../workers/rebuilder';
import { someCodes } from './reports';

const PROVINCE = '35';
const OPERATORS = 50;
const BROWSERS = 2;
const CALLS_PER_SECOND = 20;
const SECONDS = 20;
const QUICK_SECONDS = 8;
const WITHIN_MS = 300;

interface Outcome {
  readonly verdict: DeskVerdict;
  readonly seconds: number;
  readonly perSecond: number;
  readonly rebuilt: Rebuilt;
}

interface Room {
  readonly server: BenchServer;
  readonly browser: Browser;
  readonly codes: readonly string[];
  readonly seconds: number;
}

/** Everyone on one queue: two in real browsers, the others scripted. */
async function shift(lab: Lab, { server, browser, codes, seconds }: Room): Promise<Omit<Outcome, 'rebuilt'>> {
  const people = await server.people({ role: 'operator', scope: RegionCode.parse(PROVINCE), count: OPERATORS });
  const cookies = await server.sessions(people);
  return lab.with('desk-crowd', async (crowd) => {
    const scripted = cookies.slice(BROWSERS);
    await crowd.call('gather', { url: server.url, region: PROVINCE, codes, cookies: scripted });
    const screens = await Promise.all(
      cookies.slice(0, BROWSERS).map((cookie) => DeskScreen.open(browser, server.url, cookie)),
    );
    const until = Date.now() + seconds * 1000;
    const [work] = await Promise.all([
      crowd.call<{ perSecond: number }>('work', { seconds, perSecond: CALLS_PER_SECOND }),
      ...screens.map((screen) => screen.work(until)),
    ]);
    const pages = await Promise.all(
      screens.map(async (screen) => ({ receipts: await screen.receipts(), saves: screen.saves, told: screen.told })),
    );
    const verdict = await crowd.call<DeskVerdict>('verdict', pages);
    return { verdict, seconds, perSecond: work.perSecond };
  });
}

async function desk(lab: Lab, { isQuick, seconds }: BenchOptions): Promise<Outcome> {
  const dashboardDir = await builtPages('dashboard', new Terminal(false));
  const databaseUrl = await lab.province('desk');
  const server = await lab.server({ databaseUrl, dashboardDir });
  const browser = await launchChromium(lab.folder);
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await Promise.all([browser.close(), server.stop()]);
  };
  try {
    const codes = await someCodes(lab, databaseUrl);
    const room = { server, browser, codes, seconds: seconds ?? (isQuick ? QUICK_SECONDS : SECONDS) };
    const outcome = await shift(lab, room);
    await close();
    const rebuilt = await lab.with('rebuilder', (worker) => worker.call<Rebuilt>('check', { databaseUrl }));
    return { ...outcome, rebuilt };
  } finally {
    await close();
    await lab.drop('desk');
  }
}

function figuresOf({ verdict, seconds, perSecond, rebuilt }: Outcome): Figure[] {
  const bench = 'desk';
  const none = (name: string, value: number, note?: string): Figure =>
    figure({ bench, name, value, unit: '', target: { atMost: 0 }, note });
  const { everyScreen, scripted, answered } = verdict;
  const told = `${verdict.told} were told that somebody was before them`;
  return [
    figure({
      bench,
      name: `calls logged, by ${OPERATORS} operators over ${seconds} s`,
      value: perSecond,
      unit: 'a second',
      target: { atLeast: CALLS_PER_SECOND * 0.95 },
      note: `${verdict.logged} incidents, ${verdict.saves} saves, ${verdict.left} not taken yet at the end`,
    }),
    none('incidents lost', verdict.lost),
    none('incidents assigned twice', verdict.assignedTwice, told),
    none('updates overwritten', verdict.overwritten),
    none('saves that some screen was never told of', verdict.unseen),
    none('commands that failed', verdict.failed, verdict.failure),
    figure({
      bench,
      name: 'save to every screen, p50',
      value: everyScreen.p50,
      unit: 'ms',
      target: { atMost: WITHIN_MS },
      note: `${BROWSERS} of the screens are browsers, until it is painted`,
    }),
    figure({ bench, name: 'save to every screen, p95', value: everyScreen.p95, unit: 'ms' }),
    figure({ bench, name: 'save to every screen, p99', value: everyScreen.p99, unit: 'ms' }),
    figure({
      bench,
      name: `save to every one of ${OPERATORS - BROWSERS} scripted screens, p50`,
      value: scripted.p50,
      unit: 'ms',
      note: `p95 ${scripted.p95}, p99 ${scripted.p99}`,
    }),
    figure({ bench, name: 'save answered, p95', value: answered.p95, unit: 'ms', note: `p50 ${answered.p50}` }),
    none(
      'rows other than the journal says, after a rebuild',
      rebuilt.differences + rebuilt.faults,
      `${rebuilt.entries} entries replayed in ${(rebuilt.ms / 1000).toFixed(1)} s`,
    ),
  ];
}

export const DESK: BenchCase = {
  name: 'desk',
  summary: `${OPERATORS} operators on one queue, ${CALLS_PER_SECOND} calls a second`,
  run: async (lab, options) => figuresOf(await desk(lab, options)),
};
