import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ATTACHMENT_BYTES, AttachmentAnswer } from '@posko/contracts';
import type { ErrorBody, IncidentAnswer } from '@posko/contracts';
import { nextCommandId, smallTpsCode } from '@posko/testing';
import { PNG, UNWELCOME, WELCOME } from '../attachment/testing/samples';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RunningServer } from '../server';
import { START_SEQ, endServersAfterEach, post, request, send, signIn, startSmall } from './testing/small-server';
import type { Answer, Cookie } from './testing/small-server';

const SHA256 = createHash('sha256').update(PNG).digest('hex');

describe('attachments', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  let folder: string;
  beforeEach(async () => {
    await database.empty();
    folder = await mkdtemp(join(tmpdir(), 'posko-attachments-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const start = async (): Promise<RunningServer> =>
    (await startSmall(database.url(), { attachmentDir: folder })).server;

  const keep = (
    server: RunningServer,
    body: Buffer | ReadableStream,
    more: { as?: Cookie; type?: string; name?: string } = {},
  ): Promise<Answer<AttachmentAnswer & ErrorBody>> =>
    send(server, `/api/attachments?name=${encodeURIComponent(more.name ?? 'foto.png')}`, {
      method: 'POST',
      body: body as Uint8Array<ArrayBuffer> | ReadableStream,
      headers: { 'content-type': more.type ?? 'application/json' },
      as: more.as,
      // A stream is sent while the answer may come already.
      ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
    });

  /** An incident in Pacitan with this attachment, or with none. */
  const attach = async (server: RunningServer, ...attachments: string[]): Promise<string> => {
    const wish = { id: nextCommandId(), kind: 'LOG-05', tps: smallTpsCode(0), note: 'foto', attachments };
    const { status, body } = await post<IncidentAnswer>(server, '/api/incidents', wish);
    expect(status).toBe(201);
    return body.incident.id;
  };

  const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

  const files = async (): Promise<string[]> =>
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name);

  const journal = (): Promise<{ kind: string }[]> =>
    database.dataSource().query(`SELECT kind FROM journal WHERE seq > ${START_SEQ} ORDER BY seq`);

  it('are kept by their hash, once, whatever their sender calls them', async () => {
    const server = await start();
    const first = await keep(server, PNG, { name: '../../bukti <b>.html', type: 'text/html' });
    expect(first.status).toBe(201);
    expect(AttachmentAnswer.parse(first.body)).toEqual({
      sha256: SHA256,
      name: 'bukti b .html.png',
      mediaType: 'image/png',
      bytes: PNG.length,
    });
    const again = await keep(server, PNG, { as: await signIn(server, 'operator', '3578'), name: 'lain.jpg' });
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(await files()).toEqual([SHA256]);
    expect(await journal()).toEqual([{ kind: 'attachment.kept.v1' }, { kind: 'user.created.v1' }]);
  });

  it('are one when two bring the same at the same moment', async () => {
    const server = await start();
    const answers = await Promise.all([1, 2, 3, 4].map(() => keep(server, PNG)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body.sha256))).toEqual(new Set([SHA256]));
    expect(await files()).toEqual([SHA256]);
    expect(await journal()).toHaveLength(1);
  });

  it('may be pictures, PDFs and voices, and nothing else that is called so', async () => {
    const server = await start();
    for (const [type, content] of Object.entries(WELCOME)) {
      const { status, body } = await keep(server, content, { type: 'text/html' });
      expect([status, body.mediaType]).toEqual([201, type]);
    }
    for (const [what, content] of Object.entries(UNWELCOME)) {
      const { status, body } = await keep(server, content, { type: 'image/png' });
      expect([what, status, body.code]).toEqual([what, 400, 'attachment-refused']);
    }
    expect(await files()).toHaveLength(Object.keys(WELCOME).length);
    expect(await journal()).toHaveLength(Object.keys(WELCOME).length);
  });

  it('are refused when they are too large, said or unsaid, and nothing is left of them', async () => {
    const server = await start();
    const large = Buffer.concat([PNG, Buffer.alloc(ATTACHMENT_BYTES)]);
    expect(await keep(server, large)).toMatchObject({ status: 413, body: { code: 'payload-too-large' } });
    const unsaid = new Blob([large]).stream();
    expect(await keep(server, unsaid)).toMatchObject({ status: 413, body: { code: 'payload-too-large' } });
    expect([await files(), await journal()]).toEqual([[], []]);
    expect((await keep(server, large.subarray(0, ATTACHMENT_BYTES))).status).toBe(201);
  });

  it('are taken from those who log calls, and only where there is a folder for them', async () => {
    const server = await start();
    for (const role of ['viewer', 'verifier', 'commissioner', 'administrator'] as const) {
      expect((await keep(server, PNG, { as: await signIn(server, role, '35') })).body.code).toBe('forbidden');
    }
    expect(await files()).toEqual([]);
    const { server: bare } = await startSmall(database.url());
    expect((await keep(bare, PNG)).body.code).toBe('not-ready');
  });

  it('are no way for other bodies into other routes', async () => {
    const server = await start();
    const type = { 'content-type': 'application/octet-stream' };
    const answer = await send<ErrorBody>(server, '/api/incidents', { method: 'POST', body: 'x', headers: type });
    expect([answer.status, answer.body.code]).toEqual([415, 'unsupported-media-type']);
  });

  it('are kept again when a process was killed between the file and the entry', async () => {
    const server = await start();
    await mkdir(join(folder, SHA256.slice(0, 2), SHA256.slice(2, 4)), { recursive: true });
    // Torn by a disk that lost its power; the name alone is no proof.
    await writeFile(join(folder, SHA256.slice(0, 2), SHA256.slice(2, 4), SHA256), PNG.subarray(0, 20));
    expect((await keep(server, PNG)).status).toBe(201);
    const id = await attach(server, SHA256);
    expect(await bytesOf(await request(server, `/api/incidents/${id}/attachments/${SHA256}`))).toEqual(PNG);
  });

  describe('once they belong to an incident', () => {
    it('go out as what they are, under a safe name, unable to act', async () => {
      const server = await start();
      await keep(server, PNG, { name: 'C.Hasil \u{1F4F7} TPS 1.html' });
      const id = await attach(server, SHA256);
      const response = await request(server, `/api/incidents/${id}/attachments/${SHA256}`);
      expect(response.status).toBe(200);
      expect(await bytesOf(response)).toEqual(PNG);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'image/png',
        'content-length': String(PNG.length),
        'content-disposition': `inline; filename="C.Hasil  TPS 1.html.png"; filename*=UTF-8''C.Hasil%20%F0%9F%93%B7%20TPS%201.html.png`,
        'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
      });
    });

    it('are read by who may read the incident, and through no other', async () => {
      const server = await start();
      await keep(server, PNG);
      await keep(server, WELCOME['application/pdf'] ?? PNG);
      const [id, other] = [await attach(server, SHA256), await attach(server)];
      const status = async (path: string, as?: Cookie): Promise<[number, string | undefined]> => {
        const answer = await request(server, path, { as });
        return [answer.status, answer.ok ? undefined : ((await answer.json()) as ErrorBody).code];
      };
      const path = `/api/incidents/${id}/attachments/${SHA256}`;
      expect(await status(path, await signIn(server, 'verifier', '3501'))).toEqual([200, undefined]);
      expect(await status(path, await signIn(server, 'operator', '3578'))).toEqual([403, 'forbidden']);
      expect(await status(path, await signIn(server, 'viewer', '35'))).toEqual([403, 'forbidden']);
      expect(await status(`/api/incidents/${other}/attachments/${SHA256}`)).toEqual([404, 'attachment-not-found']);
      expect(await status(`/api/incidents/${id}/attachments/..%2f..%2fetc`)).toEqual([404, 'attachment-not-found']);
      expect(await status(`/api/incidents/${nextCommandId()}/attachments/${SHA256}`)).toEqual([
        404,
        'incident-not-found',
      ]);
      expect(await status(`/api/incidents/1/attachments/${SHA256}`)).toEqual([404, 'incident-not-found']);
      await rm(folder, { recursive: true });
      await mkdir(folder);
      expect(await status(path)).toEqual([404, 'attachment-not-found']);
    });
  });

  it('are made again from the journal', async () => {
    const server = await start();
    await keep(server, PNG);
    const report = await server.context.get(RebuildService, { strict: false }).run({ isWriting: false });
    expect(report).toMatchObject({ isSame: true, differences: [] });
    expect(report.tables).toContainEqual({ table: 'attachment', rows: 1 });
  });
});
