import { RegionCode } from '@posko/domain';
import type { BenchCase, BenchOptions } from '../bench-case';
import { figure, medianOf } from '../figure';
import type { Figure } from '../figure';
import type { BenchServer, Lab } from '../lab';
import type { BenchPerson } from '../workers/people';
import type { Throughput } from '../workers/report-load';

const CONNECTIONS = 32;

/** Every eighth TPS of a register: enough that hardly two reports of one batch meet. */
export async function someCodes(lab: Lab, databaseUrl: string): Promise<string[]> {
  const rows = await lab.query<{ code: string }>('SELECT code FROM tps WHERE position % 8 = 0', databaseUrl);
  return rows.map(({ code }) => code);
}

/** Sessions of one operator over the province, on as many devices. */
export async function operators(server: BenchServer, sessions: number): Promise<string[]> {
  const [operator] = await server.people({ role: 'operator', scope: RegionCode.parse('35'), count: 1 });
  return operator === undefined ? [] : server.sessions(new Array<BenchPerson>(sessions).fill(operator));
}

interface Round {
  readonly http: Throughput;
  readonly sql: Throughput;
}

/** Ours and the floor in turns, so that what else the machine does falls on both. */
async function rounds(lab: Lab, { isQuick }: BenchOptions): Promise<Round[]> {
  const [ours, floor] = [await lab.province('reports'), await lab.database('reports_floor')];
  const codes = await someCodes(lab, ours);
  const server = await lab.server({ databaseUrl: ours });
  const cookies = await operators(server, CONNECTIONS);
  const [http, sql] = [lab.worker('report-load'), lab.worker('sql-load')];
  await sql.call('prepare', { databaseUrl: floor, codes });
  const load = { codes, connections: CONNECTIONS, seconds: isQuick ? 2 : 5 };
  const one = async (seconds: number): Promise<Round> => ({
    http: await http.call<Throughput>('full', { ...load, url: server.url, cookies, seconds }),
    sql: await sql.call<Throughput>('full', { ...load, databaseUrl: floor, seconds }),
  });
  await one(isQuick ? 1 : 3);
  const measured: Round[] = [];
  for (let nth = 0; nth < (isQuick ? 2 : 4); nth++) measured.push(await one(load.seconds));
  await Promise.all([server.stop(), lab.stop(http), lab.stop(sql)]);
  await lab.drop('reports');
  await lab.drop('reports_floor');
  return measured;
}

function figuresOf(measured: readonly Round[]): Figure[] {
  const median = (pick: (round: Round) => number): number => medianOf(measured.map(pick));
  const ratios = measured.map(({ http, sql }) => (http.perSecond / sql.perSecond).toFixed(2)).join(', ');
  const failed = measured.reduce((sum, { http }) => sum + http.failed, 0);
  const bench = 'reports';
  return [
    figure({
      bench,
      name: `durable reports over HTTP, ${CONNECTIONS} connections`,
      value: median(({ http }) => http.perSecond),
      unit: 'a second',
      floor: { name: 'raw pg, one commit each', value: median(({ sql }) => sql.perSecond) },
      target: { atLeast: 0.5 },
      isRatioTarget: true,
      note: `aim 1; rounds ${ratios}`,
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
      name: 'reports not answered with 201',
      value: failed,
      unit: '',
      target: { atMost: 0 },
      note: measured.find(({ http }) => http.failure !== undefined)?.http.failure,
    }),
  ];
}

export const REPORTS: BenchCase = {
  name: 'reports',
  summary: 'durable reports over HTTP against raw SQL',
  run: async (lab, options) => figuresOf(await rounds(lab, options)),
};
