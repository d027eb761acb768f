import { describe, expect, it } from '@jest/globals';
import type { ActivationState, ErrorBody, JournalResponse } from '@posko/contracts';
import { readActivationCode } from '@posko/domain';
import { nextCommandId, smallTpsCode } from '@posko/testing';
import { useTestDatabase } from '../platform/database/testing/test-database';
import type { RunningServer } from '../server';
import { endServersAfterEach, posting, request, send, signIn, startSmall } from './testing/small-server';
import type { Cookie } from './testing/small-server';

interface Line {
  readonly tps: string;
  readonly kecamatan: string;
  readonly desa: string;
  readonly nomor: string;
  readonly kode: string;
}

function linesOf(csv: string): Line[] {
  const [head, ...rows] = csv.trimEnd().split('\r\n');
  expect(head).toBe('tps,kecamatan,desa,nomor,kode');
  return rows.map((row) => {
    const [tps = '', kecamatan = '', desa = '', nomor = '', kode = ''] = row.split(',');
    return { tps, kecamatan, desa, nomor, kode };
  });
}

describe('activation codes', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const start = async (): ReturnType<typeof startSmall> => {
    await database.empty();
    return startSmall(database.url());
  };

  const issue = async (
    server: RunningServer,
    order: { region: string; id?: string; as?: Cookie },
  ): Promise<{ status: number; text: string; headers: Headers }> => {
    const { region, id = nextCommandId(), as } = order;
    const response = await request(server, '/api/activations', { ...posting({ id, region }), as });
    return { status: response.status, text: await response.text(), headers: response.headers };
  };

  const state = async (server: RunningServer, region: string): Promise<ActivationState> =>
    (await send<ActivationState>(server, `/api/activations/${region}`)).body;

  it('come as a file with a line for every TPS of the region', async () => {
    const { server } = await start();
    const { status, text, headers } = await issue(server, { region: '3578' });
    expect(status).toBe(201);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename="kode-aktivasi-3578.csv"');
    const lines = linesOf(text);
    expect(lines).toHaveLength(20);
    expect(lines.at(-1)).toMatchObject({
      tps: smallTpsCode(39),
      kecamatan: 'WONOCOLO',
      desa: 'BENDUL MERISI',
      nomor: '5',
    });
    expect(lines.every(({ kode }) => readActivationCode(kode) !== null)).toBe(true);
    expect(new Set(lines.map(({ kode }) => kode)).size).toBe(20);
    expect(await state(server, '35')).toMatchObject({
      tps: 40,
      issued: 20,
      activated: 0,
      issuedAt: expect.any(String),
    });
    expect(await state(server, '3501')).toMatchObject({ tps: 20, issued: 0, issuedAt: null });
  });

  it('are nowhere to be found afterwards: not in the journal, and once the hour is over in no table', async () => {
    const { server, clock } = await start();
    const { text } = await issue(server, { region: '3578' });
    const codes = linesOf(text).map(({ kode }) => kode.replace('-', ''));
    const journal = await send<JournalResponse>(server, '/api/journal');
    expect(journal.body.entries.at(-1)).toMatchObject({ kind: 'activation.issued.v1', subject: '3578' });
    const tables = await database
      .dataSource()
      .query(
        `SELECT to_jsonb(a)::text AS row FROM activation AS a UNION ALL SELECT to_jsonb(i)::text FROM activation_issue AS i`,
      );
    const written = JSON.stringify([journal.body, tables]);
    expect(codes.filter((code) => written.includes(code))).toEqual([]);
    clock.advance({ hours: 1 });
    await issue(server, { region: '350101' });
    expect(await database.dataSource().query('SELECT FROM activation_issue')).toHaveLength(1);
  });

  it('are the same again where the answer was lost, and a conflict where the command is another', async () => {
    const { server } = await start();
    const id = nextCommandId();
    const answers = await Promise.all([1, 2, 3].map(() => issue(server, { region: '3578', id })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const other = await issue(server, { region: '3501', id });
    expect([other.status, (JSON.parse(other.text) as ErrorBody).code]).toEqual([409, 'idempotency-conflict']);
    // What a later issue replaced is not told again: it would not let anyone in.
    const later = linesOf((await issue(server, { region: '357802' })).text);
    const again = await issue(server, { region: '3578', id });
    expect(linesOf(again.text)).toHaveLength(20 - later.length);
  });

  it('are not made up anew for a command that was answered more than an hour ago', async () => {
    const { server, clock } = await start();
    const id = nextCommandId();
    await issue(server, { region: '3578', id });
    clock.advance({ minutes: 61 });
    const again = await issue(server, { region: '3578', id });
    expect([again.status, JSON.parse(again.text)]).toMatchObject([
      409,
      { code: 'idempotency-conflict', params: { isForgotten: true } },
    ]);
  });

  it('are for supervisors and administrators of the place, also for one TPS', async () => {
    const { server } = await start();
    const pacitan = await signIn(server, 'supervisor', '3501');
    const statuses = async (as: Cookie, ...regions: string[]): Promise<number[]> =>
      Promise.all(regions.map(async (region) => (await issue(server, { region, as })).status));
    expect(await statuses(pacitan, '3501', smallTpsCode(0), '35', '0', '3578')).toEqual([201, 201, 403, 403, 403]);
    expect(await statuses(await signIn(server, 'operator', '0'), '3578')).toEqual([403]);
    expect(await statuses(await signIn(server, 'administrator', '0'), '0', '3599', '3578999999')).toEqual([
      201, 404, 404,
    ]);
    expect((await send(server, '/api/activations/3578', { as: pacitan })).status).toBe(403);
    expect((await send(server, '/api/activations/3599')).status).toBe(404);
  });
});
