/**
 * The bad night: server and database are killed over and over while reports come in. Afterwards every acknowledged report is
 * in the journal exactly once, under the number it was promised.
 */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalCheck } from '@posko/api';
import { JournalResponse } from '@posko/contracts';
import type { JournalRow } from '@posko/contracts';
import { NATIONAL_CODE, RegionCode, receiptOf } from '@posko/domain';
import { SMALL_ROWS, smallTps } from '@posko/testing';
import { generateSync } from 'otplib';
import { signIn } from './testing/person';
import { freePort } from './port';
import { ServerProcess, buildServer, posko } from './testing/posko-process';
import { ReportLoad } from './testing/report-load';

const CREWS = 24;
const KILLS = ['server', 'database', 'both', 'database', 'server', 'both'] as const;
const REPORTS_BETWEEN_KILLS = 150;
const LIMIT_MS = 240_000;
const SUPERVISOR = { username: 'penyelia', password: 'empat puluh dua kuda' };

let folder: string;
let settings: { PORT: string; POSKO_DATA: string; POSKO_REHEARSAL: string };
let server: ServerProcess | null = null;
let load: ReportLoad | null = null;

function nameOf(code: string): string {
  return SMALL_ROWS.find((row) => row[0] === code)?.[1] ?? '';
}

/** What the supervisor's authenticator was shown. */
let secondFactor = '';

/** The register is in before the server starts, so that it does not bring its own; and somebody who may do everything. */
async function prepareDatabase(): Promise<void> {
  const { RegisterImportService, UserMaintenanceService, createContext, startEmbeddedPostgres } =
    await import('@posko/api');
  const database = await startEmbeddedPostgres({ dataDir: settings.POSKO_DATA, log: () => undefined });
  const context = await createContext({ databaseUrl: database.url, log: 'silent' });
  const lines = smallTps().map(({ position, desaCode, number, dptL, dptP }) => {
    const [provinsi, kabupaten, kecamatan, desa] = [2, 4, 6, 10].map((length) => nameOf(desaCode.slice(0, length)));
    const names = { provinsi, kabupaten, kecamatan, desa } as Record<
      'provinsi' | 'kabupaten' | 'kecamatan' | 'desa',
      string
    >;
    return { line: position + 1, desaCode, number, names, dptL, dptP };
  });
  const result = await context.get(RegisterImportService, { strict: false }).import({ name: 'small', lines });
  expect(result).toMatchObject({ outcome: 'imported', tps: 40 });
  const scope = RegionCode.parse(NATIONAL_CODE);
  const account = { ...SUPERVISOR, displayName: 'Penyelia', role: 'supervisor', scope, hasSecondFactor: true } as const;
  const made = await context.get(UserMaintenanceService, { strict: false }).add(account);
  secondFactor = new URL(made.secondFactor ?? '').searchParams.get('secret') ?? '';
  await context.close();
  await database.stop();
}

async function postmasterPid(): Promise<number> {
  const home = await readFile(join(settings.POSKO_DATA, 'postgres.location'), 'utf8').then(
    (text) => text.trim(),
    () => join(settings.POSKO_DATA, 'postgres'),
  );
  for (;;) {
    const text = await readFile(join(home, 'cluster-18/pgdata/postmaster.pid'), 'utf8').catch(() => '');
    if (text.includes('ready')) return Number(text.split('\n')[0]);
  }
}

/** One session for all that follows: it outlives every crash. */
async function signedIn(url: string): Promise<string> {
  const { status, cookie } = await signIn(url, { ...SUPERVISOR, code: generateSync({ secret: secondFactor }) });
  expect(status).toBe(201);
  return cookie;
}

async function wholeJournal(url: string, cookie: string): Promise<JournalRow[]> {
  const rows: JournalRow[] = [];
  for (;;) {
    const response = await fetch(`${url}/api/journal?after=${rows.length}&limit=1000`, { headers: { cookie } });
    const page = JournalResponse.parse(await response.json());
    rows.push(...page.entries);
    if (rows.length >= page.head) return rows;
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'posko-chaos-'));
  await chmod(folder, 0o755);
  // A rehearsal: one operator reports for all crews, as fast as can be, and is not to be slowed.
  settings = { PORT: String(await freePort()), POSKO_DATA: join(folder, 'data'), POSKO_REHEARSAL: '1' };
  await Promise.all([buildServer(), prepareDatabase()]);
}, LIMIT_MS);

afterAll(async () => {
  load?.abandon();
  await server?.end('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

it(
  'keeps every acknowledged report exactly once while server and database are killed in mid-load',
  async () => {
    server = await ServerProcess.start(settings);
    const cookie = await signedIn(server.url);
    const crews = new ReportLoad(server.url, cookie, CREWS);
    load = crews;
    const moreReports = async (): Promise<void> => {
      await crews.more(REPORTS_BETWEEN_KILLS, () => server?.hasEnded === true);
      // A killed database must not take the server along.
      expect(server?.hasEnded === true ? server.stderr : '').toBe('');
    };
    for (const victim of KILLS) {
      await moreReports();
      const pid = await postmasterPid();
      if (victim !== 'server') process.kill(pid, 'SIGKILL');
      if (victim === 'database') continue;
      await server.end('SIGKILL');
      server = await ServerProcess.start(settings);
    }
    await moreReports();
    await crews.end();

    expect(crews.refusals).toEqual([]);
    expect(crews.acknowledged.length).toBeGreaterThanOrEqual(REPORTS_BETWEEN_KILLS * (KILLS.length + 1));
    const journal = await wholeJournal(server.url, cookie);
    const reports = journal.filter((row) => row.kind === 'tps.reported.v1');
    const seqOf = new Map(reports.map((row) => [row.commandId, row.seq]));
    // None twice, none that nobody sent, none missing, each under its promised number and receipt.
    expect(seqOf.size).toBe(reports.length);
    expect(new Set(seqOf.keys())).toEqual(crews.sentIds);
    expect(crews.acknowledged.filter((one) => seqOf.get(one.id) !== one.seq)).toEqual([]);
    expect(crews.acknowledged.filter((one) => receiptAt(journal, one.seq) !== one.receipt)).toEqual([]);
    expect(crews.acknowledged.filter((one) => one.statuses.lastIndexOf(201) > 0)).toEqual([]);

    expect(await server.end('SIGTERM')).toBe(0);
    const check = await posko(['check', 'journal', '--json'], settings);
    const verdict: JournalCheck = { entries: journal.length, head: journal.at(-1)?.hash ?? '', fault: null };
    expect(JSON.parse(check.stdout)).toEqual(verdict);
    // The tables hold what the journal says, to the row.
    const rebuild = await posko(['rebuild', '--check', '--json'], settings);
    expect(JSON.parse(rebuild.stdout)).toMatchObject({ entries: journal.length, isSame: true, faults: [] });
    expect(rebuild.exitCode).toBe(0);
  },
  LIMIT_MS,
);

function receiptAt(journal: readonly JournalRow[], seq: number): string {
  return receiptOf(seq, Buffer.from(journal[seq - 1]?.hash ?? '', 'hex'));
}
