import { afterEach } from '@jest/globals';
import type { CommandAnswer, ErrorBody, ReportRequest } from '@posko/contracts';
import type { Clock } from '@posko/domain';
import { FakeClock, SMALL_ROWS, report, smallTps, smallTpsCode } from '@posko/testing';
import { RegisterImportService } from '../../register/import/register-import.service';
import type { RegisterRecord } from '../../register/import/register-record';
import { createServer } from '../../server';
import type { RunningServer, StartOptions } from '../../server';

/** Noon of the voting day's eve: nothing is overdue yet. */
export const EVE = '2024-11-26T12:00:00+07:00';

const running = new Set<RunningServer>();

/** Servers of a spec file end after each test, also when it failed. */
export function endServersAfterEach(): void {
  afterEach(async () => {
    for (const server of running) await server.close();
    running.clear();
  });
}

/** An instance on a free port with a clock of its own; the first on a database brings the small register. */
export async function startSmall(
  databaseUrl: string,
  options: Partial<StartOptions> = {},
): Promise<{ server: RunningServer; clock: FakeClock }> {
  const clock = (options.clock ?? new FakeClock(EVE)) as FakeClock;
  const server = await createServer({ databaseUrl, port: 0, log: 'silent', ...options, clock: clock satisfies Clock });
  running.add(server);
  const importer = server.context.get(RegisterImportService, { strict: false });
  await importer.import({ name: 'small', lines: smallRecords() });
  await ready(server);
  return { server, clock };
}

/** Ends one server before its test is over. */
export async function endServer(server: RunningServer): Promise<void> {
  running.delete(server);
  await server.close();
}

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export async function send<T>(server: RunningServer, path: string, init: RequestInit = {}): Promise<Answer<T>> {
  const response = await fetch(server.url + path, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text === '' ? null : JSON.parse(text)) as T };
}

export function post<T = CommandAnswer & ErrorBody>(
  server: RunningServer,
  path: string,
  body: unknown,
): Promise<Answer<T>> {
  return send<T>(server, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  });
}

/** Reports about the TPS at a position of the small register. */
export function postReport(
  server: RunningServer,
  position: number,
  changes: Partial<ReportRequest> = {},
): Promise<Answer<CommandAnswer & ErrorBody>> {
  return post(server, `/api/tps/${smallTpsCode(position)}/reports`, report(changes));
}

/** Waits until `check` holds, at most `ms`; the last failure tells why it did not. */
export async function eventually<T>(check: () => T | Promise<T>, ms = 8000): Promise<T> {
  const giveUpAt = Date.now() + ms;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function ready(server: RunningServer): Promise<void> {
  await eventually(async () => {
    const { status, body } = await send<{ total?: number }>(server, '/api/board');
    if (status !== 200 || body.total !== 40)
      throw new Error(`The board is not there: ${status} ${JSON.stringify(body)}`);
  });
}

function smallRecords(): RegisterRecord[] {
  const names = new Map(SMALL_ROWS.map(([code, name]) => [code, name]));
  return smallTps().map((tps, index) => ({
    line: index + 2,
    desaCode: tps.desaCode,
    number: tps.number,
    names: {
      provinsi: names.get(tps.code.slice(0, 2)) ?? '',
      kabupaten: names.get(tps.code.slice(0, 4)) ?? '',
      kecamatan: names.get(tps.code.slice(0, 6)) ?? '',
      desa: names.get(tps.desaCode) ?? '',
    },
    dptL: tps.dptL,
    dptP: tps.dptP,
  }));
}
