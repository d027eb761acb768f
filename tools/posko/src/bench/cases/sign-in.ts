import { RegionCode } from '@posko/domain';
import type { BenchCase, BenchOptions } from '../bench-case';
import { figure } from '../figure';
import type { Figure } from '../figure';
import type { BenchServer, Lab } from '../lab';
import type { LoopDelay } from '../workers/api-server';
import type { Flooded } from '../workers/guesser';
import type { BenchPerson } from '../workers/people';
import type { Throughput } from '../workers/report-load';
import type { SignedInCrowd } from '../workers/sign-ins';
import { operators, someCodes } from './reports';

const GUESSES_PER_MINUTE = 10_000;
const SECONDS = 30;
const QUICK_SECONDS = 6;
const ADDRESSES = 5000;
const OFFICE = '203.0.113.10';
const HOME = '203.0.113.77';
const PEOPLE = 20;
const SIGN_INS_PER_SECOND = 3;
const REPORTS_PER_SECOND = 50;
/** Whoever is guessed at and comes on a new device shares what is left with those who guess, and may have to wait. */
const PATIENCE = 5;
const FEW_NEWCOMERS_PER_SECOND = 0.5;
const CALM = 'without guesses';

interface Groups {
  /** Guessed at, on devices of their own. */
  readonly known: SignedInCrowd;
  /** Not guessed at, on devices that nobody knows. */
  readonly newcomers: SignedInCrowd;
}

interface Outcome {
  readonly before: Groups & { readonly loop: LoopDelay; readonly reports: Throughput };
  readonly during: Groups & {
    readonly loop: LoopDelay;
    readonly reports: Throughput;
    /** Guessed at, on a device that nobody knows. */
    readonly strangers: SignedInCrowd;
    readonly flooded: Flooded;
  };
}

interface Town {
  readonly lab: Lab;
  readonly server: BenchServer;
  readonly guessed: readonly BenchPerson[];
  readonly others: readonly BenchPerson[];
  readonly codes: readonly string[];
  readonly cookies: readonly string[];
}

async function measure(lab: Lab, seconds: number): Promise<Outcome> {
  const databaseUrl = await lab.province('sign_in');
  // Behind a proxy, as in earnest: so the guesses come from everywhere.
  const server = await lab.server({ databaseUrl, trustProxy: 'loopback' });
  try {
    const scope = RegionCode.parse('35');
    const town: Town = {
      lab,
      server,
      guessed: await server.people({ role: 'operator', scope, count: PEOPLE }),
      others: await server.people({ role: 'verifier', scope, count: PEOPLE }),
      codes: await someCodes(lab, databaseUrl),
      cookies: await operators(server, 4),
    };
    return await lab.with('sign-ins', async (known) => {
      const crowd = { url: server.url, address: OFFICE, people: town.guessed };
      const begun = await known.call<number>('begin', crowd);
      if (begun < PEOPLE) throw new Error(`Only ${begun} of ${PEOPLE} could sign in before anything happened`);
      const signIns = (of: readonly BenchPerson[]): Promise<SignedInCrowd> => {
        const pace = { perSecond: SIGN_INS_PER_SECOND, seconds, patience: 0 };
        return known.call('work', { ...crowd, ...pace, people: of });
      };
      const calm = await beside(town, seconds, () => both(town, signIns));
      const busy = await beside(town, seconds, () => flooded(town, seconds, signIns));
      const { result: before, ...calmly } = calm;
      const { result: during, ...busily } = busy;
      return { before: { ...before, ...calmly }, during: { ...during, ...busily } };
    });
  } finally {
    await server.stop();
    await lab.drop('sign_in');
  }
}

type SignIns = (of: readonly BenchPerson[]) => Promise<SignedInCrowd>;

async function both({ guessed, others }: Town, signIns: SignIns): Promise<Groups> {
  const [known, newcomers] = await Promise.all([signIns(guessed), signIns(others)]);
  return { known, newcomers };
}

async function flooded(
  town: Town,
  seconds: number,
  signIns: SignIns,
): Promise<Omit<Outcome['during'], 'loop' | 'reports'>> {
  const { lab, server, guessed } = town;
  const names = guessed.map(({ person }) => person.name);
  const guess = { url: server.url, names, perSecond: GUESSES_PER_MINUTE / 60, seconds, addresses: ADDRESSES };
  const home = { url: server.url, address: HOME, people: guessed };
  const pace = { perSecond: FEW_NEWCOMERS_PER_SECOND, seconds, patience: PATIENCE };
  const [flood, groups, strangers] = await Promise.all([
    lab.with('guesser', (guesser) => guesser.call<Flooded>('flood', guess)),
    both(town, signIns),
    lab.with('sign-ins', (worker) => worker.call<SignedInCrowd>('work', { ...home, ...pace })),
  ]);
  return { ...groups, strangers, flooded: flood };
}

/** Reports come in all the while, and the server's event loop is watched. */
async function beside<T>(
  { lab, server, codes, cookies }: Town,
  seconds: number,
  work: () => Promise<T>,
): Promise<{ result: T; loop: LoopDelay; reports: Throughput }> {
  const load = { url: server.url, codes, cookies, connections: 4, seconds, perSecond: REPORTS_PER_SECOND };
  await server.loopDelay();
  const [result, reports] = await Promise.all([
    work(),
    lab.with('report-load', (reporter) => reporter.call<Throughput>('paced', load)),
  ]);
  return { result, reports, loop: await server.loopDelay() };
}

const bench = 'sign-in';

const allIn = (name: string, { tried, gotIn, refused }: SignedInCrowd): Figure =>
  figure({
    bench,
    name: `${name}, of ${tried}`,
    value: gotIn,
    unit: '',
    target: { atLeast: tried },
    note: list(refused),
  });

const waited = (name: string, calm: SignedInCrowd, busy: SignedInCrowd): Figure =>
  figure({
    bench,
    name: `${name}, p95`,
    value: busy.latency.p95,
    unit: 'ms',
    floor: { name: CALM, value: calm.latency.p95 },
    note: `p50 ${busy.latency.p50}, most ${busy.latency.max}`,
  });

function figuresOf({ before, during }: Outcome): Figure[] {
  const { strangers } = during;
  return [
    ...guessesOf(during.flooded),
    allIn('guessed at, in on a device of their own', during.known),
    waited('guessed at, in on a device of their own', before.known, during.known),
    allIn('others, in on a new device', during.newcomers),
    waited('others, in on a new device', before.newcomers, during.newcomers),
    figure({
      bench,
      name: `guessed at, in on a new device, of ${strangers.tried}`,
      value: strangers.gotIn,
      unit: '',
      target: { atLeast: strangers.tried },
      note: `${strangers.atOnce} at once; p95 ${(strangers.latency.p95 / 1000).toFixed(1)} s`,
    }),
    ...roomOf({ before, during }),
  ];
}

function guessesOf({ statuses, perSecond }: Flooded): Figure[] {
  return [
    figure({
      bench,
      name: 'guesses a minute',
      value: perSecond * 60,
      unit: '',
      target: { atLeast: GUESSES_PER_MINUTE * 0.95 },
      note: `from ${ADDRESSES} addresses; answers ${list(statuses)}`,
    }),
    figure({ bench, name: 'guesses let in', value: statuses['201'] ?? 0, unit: '', target: { atMost: 0 } }),
  ];
}

/** What the rest of the room notices of it. */
function roomOf({ before, during }: Outcome): Figure[] {
  return [
    figure({
      bench,
      name: 'reports answered meanwhile, p95',
      value: during.reports.latency.p95,
      unit: 'ms',
      floor: { name: CALM, value: before.reports.latency.p95 },
      note: `${during.reports.failed} failed`,
    }),
    figure({
      bench,
      name: 'event loop delay, p99',
      value: during.loop.p99,
      unit: 'ms',
      floor: { name: CALM, value: before.loop.p99 },
      note: `most ${Math.round(during.loop.max)} ms`,
    }),
  ];
}

function list(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name}: ${count}`)
    .join(', ');
}

export const SIGN_IN: BenchCase = {
  name: 'sign-in',
  summary: `${GUESSES_PER_MINUTE} guesses a minute, and people who sign in meanwhile`,
  run: async (lab, { isQuick, seconds }: BenchOptions) =>
    figuresOf(await measure(lab, seconds ?? (isQuick ? QUICK_SECONDS : SECONDS))),
};
