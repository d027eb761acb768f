import { RegionCode } from '@posko/domain';
import type { BenchCase, BenchOptions } from '../bench-case';
import { benchForm } from '../bench-form';
import { figure, medianOf } from '../figure';
import type { Figure } from '../figure';
import type { BenchServer, Lab } from '../lab';
import type { EntryLoad, EntryThroughput } from '../workers/entry-load';
import type { BenchPerson } from '../workers/people';
import type { Throughput } from '../workers/report-load';

const CONNECTIONS = 32;

interface Round {
  readonly http: EntryThroughput;
  readonly sql: Throughput;
  /** Of the server, all its threads. */
  readonly cpuMs: number;
}

/** Sessions of two operators, who read every form one after the other. */
async function typists(server: BenchServer): Promise<EntryLoad['cookies']> {
  const people = await server.people({ role: 'operator', scope: RegionCode.parse('35'), count: 2 });
  const sessions = (person: BenchPerson | undefined): Promise<string[]> =>
    person === undefined ? Promise.resolve([]) : server.sessions(Array<BenchPerson>(CONNECTIONS / 2).fill(person));
  return [await sessions(people[0]), await sessions(people[1])];
}

/** Ours and the floor in turns, so that what else the machine does falls on both. */
async function rounds(lab: Lab, { isQuick }: BenchOptions): Promise<Round[]> {
  const [ours, floor] = [await lab.province('entries'), await lab.database('entries_floor')];
  await lab.with('importer', (worker) => worker.call('contest', { databaseUrl: ours }));
  const codes = (await lab.query<{ code: string }>('SELECT code FROM tps ORDER BY position', ours)).map(
    ({ code }) => code,
  );
  const server = await lab.server({ databaseUrl: ours });
  const cookies = await typists(server);
  const [http, sql] = [lab.worker('entry-load'), lab.worker('sql-load')];
  await sql.call('prepare', { databaseUrl: floor, codes });
  const load = { codes, connections: CONNECTIONS };
  // The least that has to be kept of a reading is the reading.
  const body = JSON.stringify(benchForm(0));
  const one = async (seconds: number): Promise<Round> => {
    const before = await server.cpuMs();
    const entered = await http.call<EntryThroughput>('full', { ...load, url: server.url, cookies, seconds });
    const cpuMs = (await server.cpuMs()) - before;
    return {
      http: entered,
      cpuMs,
      sql: await sql.call<Throughput>('full', { ...load, databaseUrl: floor, seconds, body }),
    };
  };
  await one(isQuick ? 1 : 3);
  const measured: Round[] = [];
  for (let nth = 0; nth < (isQuick ? 2 : 4); nth++) measured.push(await one(isQuick ? 2 : 5));
  await Promise.all([server.stop(), lab.stop(http), lab.stop(sql)]);
  await lab.drop('entries');
  await lab.drop('entries_floor');
  return measured;
}

function figuresOf(measured: readonly Round[]): Figure[] {
  const median = (pick: (round: Round) => number): number => medianOf(measured.map(pick));
  const ratios = measured.map(({ http, sql }) => (http.perSecond / sql.perSecond).toFixed(2)).join(', ');
  const failures = measured.map(({ http }) => http);
  const bench = 'entries';
  return [
    figure({
      bench,
      name: `readings of forms over HTTP, two of each, ${CONNECTIONS} connections`,
      value: median(({ http }) => http.perSecond),
      unit: 'a second',
      floor: { name: 'raw pg, one commit each', value: median(({ sql }) => sql.perSecond) },
      target: { atLeast: 0.3 },
      isRatioTarget: true,
      note: `rounds ${ratios}`,
    }),
    figure({
      bench,
      name: 'of these settled and published',
      value: median(({ http }) => (100 * http.published) / Math.max(1, http.done)),
      unit: '%',
      note: 'each second one',
    }),
    ...(['p50', 'p99'] as const).map((rank) =>
      figure({
        bench,
        name: `answered within, ${rank}`,
        value: median(({ http }) => http.latency[rank]),
        unit: 'ms',
        floor: { name: 'raw pg', value: median(({ sql }) => sql.latency[rank]) },
      }),
    ),
    figure({
      bench,
      name: 'processor time of the server for a reading',
      value: median(({ http, cpuMs }) => (1000 * cpuMs) / Math.max(1, http.done)),
      unit: 'us',
      note: 'what bounds it where the disk does not: one thread answers',
    }),
    figure({
      bench,
      name: 'readings not answered with 201',
      value: failures.reduce((sum, { failed }) => sum + failed, 0),
      unit: '',
      target: { atMost: 0 },
      note: failures.find(({ failure }) => failure !== undefined)?.failure,
    }),
  ];
}

export const ENTRIES: BenchCase = {
  name: 'entries',
  summary: 'forms read twice over HTTP, with rules, journal and totals, against raw SQL',
  run: async (lab, options) => figuresOf(await rounds(lab, options)),
};
