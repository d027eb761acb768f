import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ATTACHMENT_BYTES, AttachmentAnswer } from '@posko/contracts';
import type { ErrorBody } from '@posko/contracts';
import { PNG, UNWELCOME, WELCOME } from '../attachment/testing/samples';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RunningServer } from '../server';
import { START_SEQ, endServersAfterEach, send, signIn, startSmall } from './testing/small-server';
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

  it('are made again from the journal', async () => {
    const server = await start();
    await keep(server, PNG);
    const report = await server.context.get(RebuildService, { strict: false }).run({ isWriting: false });
    expect(report).toMatchObject({ isSame: true, differences: [] });
    expect(report.tables).toContainEqual({ table: 'attachment', rows: 1 });
  });
});
