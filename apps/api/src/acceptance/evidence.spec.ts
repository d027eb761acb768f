import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EVIDENCE_BYTES, EvidenceAnswer } from '@posko/contracts';
import type { ErrorBody, ResultResponse } from '@posko/contracts';
import { nextCommandId, smallTpsCode } from '@posko/testing';
import sharp from 'sharp';
import { heic } from '../evidence/testing/heic-boxes';
import { bomb, photo, scan } from '../evidence/testing/drawn-forms';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { startS3 } from '../platform/content/testing/s3-server';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RunningServer } from '../server';
import { importContests } from './testing/small-contests';
import { endServersAfterEach, eventually, request, send, signIn, startSmall } from './testing/small-server';
import type { Answer, Cookie } from './testing/small-server';

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
/** Two in Pacitan, one in Surabaya. */
const [TPS, NEXT, FAR] = [smallTpsCode(0), smallTpsCode(1), smallTpsCode(30)];
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

interface Wish {
  readonly id?: string;
  readonly contest?: string;
  readonly tps?: string;
  readonly page?: number;
  readonly replaces?: string;
  readonly as?: Cookie;
}

describe('photos of forms', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  let folder: string;
  let one: Buffer;
  let other: Buffer;
  beforeAll(async () => {
    [one, other] = [await photo(1), await photo(2)];
  });
  beforeEach(async () => {
    await database.empty();
    folder = await mkdtemp(join(tmpdir(), 'posko-evidence-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const start = async (): Promise<RunningServer> => {
    const { server } = await startSmall(database.url(), { evidenceDir: folder });
    await importContests(server);
    return server;
  };

  const keep = (
    server: RunningServer,
    body: Buffer | ReadableStream,
    { as, ...wish }: Wish = {},
  ): Promise<Answer<EvidenceAnswer & ErrorBody>> => {
    const asked = { id: nextCommandId(), contest: 'pkwkp', tps: TPS, page: 1, ...wish };
    const query = new URLSearchParams({ ...asked, page: String(asked.page) });
    return send(server, `/api/evidence?${query.toString()}`, {
      method: 'POST',
      body: body as Uint8Array<ArrayBuffer> | ReadableStream,
      as,
      ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
    });
  };

  const pathOf = (sha256: string, tps = TPS, contest = 'pkwkp-35'): string =>
    `/api/contests/${contest}/tps/${tps}/evidence/${sha256}`;
  const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());
  const resultOf = async (server: RunningServer, tps = TPS): Promise<ResultResponse['result']> =>
    (await send<ResultResponse>(server, `/api/contests/pkwkp/tps/${tps}`)).body.result;
  const refusal = async (server: RunningServer, body: Buffer, wish?: Wish): Promise<unknown> => {
    const { code, params } = (await keep(server, body, wish)).body;
    return params?.['reason'] === undefined ? code : [code, params['reason']];
  };

  const files = async (): Promise<string[]> =>
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name)
      .sort();
  const kept = (bytes: Buffer): string[] => [hashOf(bytes), `${hashOf(bytes)}-screen`, `${hashOf(bytes)}-thumb`];
  const journal = async (): Promise<string[]> => {
    const rows = await database
      .dataSource()
      .query<{ kind: string }[]>(`SELECT kind FROM journal WHERE kind LIKE 'evidence.%' ORDER BY seq`);
    return rows.map(({ kind }) => kind);
  };

  it('are kept as they came, with one for the screen and one for lists beside them', async () => {
    const server = await start();
    const answer = await keep(server, one);
    expect(answer.status).toBe(201);
    expect(EvidenceAnswer.parse(answer.body)).toMatchObject({
      ...{ sha256: hashOf(one), mediaType: 'image/jpeg', bytes: one.length, width: 1500, height: 2000 },
      ...{ doubts: [], hasPicture: true, version: 1 },
    });
    expect(await files()).toEqual(kept(one).sort());
    const original = await request(server, pathOf(hashOf(one)));
    expect(await bytesOf(original)).toEqual(one);
    expect(Object.fromEntries(original.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': `inline; filename="${hashOf(one)}.jpg"`,
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    const thumb = await sharp(await bytesOf(await request(server, `${pathOf(hashOf(one))}?size=thumb`))).metadata();
    expect([thumb.width, thumb.height]).toEqual([240, 320]);
    const etag = original.headers.get('etag') ?? '';
    expect((await request(server, pathOf(hashOf(one)), { headers: { 'if-none-match': etag } })).status).toBe(304);
    const { state, photos } = await resultOf(server);
    expect([state, photos]).toMatchObject(['photoOnly', [{ sha256: hashOf(one), page: 1, doubts: [] }]]);
  });

  it('are there once, however often they are sent', async () => {
    const server = await start();
    const id = nextCommandId();
    const first = await keep(server, one, { id });
    const others = [await keep(server, one, { id }), ...(await Promise.all([1, 2].map(() => keep(server, one))))];
    for (const { status, body } of others) expect([status, body]).toEqual([200, first.body]);
    const otherPage = await keep(server, other, { id });
    expect([otherPage.status, otherPage.body.code]).toEqual([409, 'idempotency-conflict']);
    expect(await journal()).toEqual(['evidence.kept.v1']);
    expect((await resultOf(server)).photos).toHaveLength(1);
  });

  it('are one when two bring the same at the same moment', async () => {
    const server = await start();
    const answers = await Promise.all([1, 2, 3].map(() => keep(server, one)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body.seq)).size).toBe(1);
    expect([await files(), await journal()]).toEqual([kept(one).sort(), ['evidence.kept.v1']]);
  });

  it('are taken anew, and the old one stays', async () => {
    const server = await start();
    await keep(server, one);
    expect((await keep(server, other, { replaces: hashOf(one) })).status).toBe(201);
    expect((await resultOf(server)).photos).toMatchObject([
      { sha256: hashOf(one), replacedBy: hashOf(other) },
      { sha256: hashOf(other), replacedBy: null },
    ]);
    expect((await request(server, pathOf(hashOf(one)))).status).toBe(200);
    expect(await refusal(server, PDF, { replaces: hashOf(one) })).toBe('evidence-not-found');
    // The first one was better after all.
    expect((await keep(server, one, { replaces: hashOf(other) })).status).toBe(201);
    expect((await resultOf(server)).photos.filter(({ replacedBy }) => replacedBy === null)).toMatchObject([
      { sha256: hashOf(one) },
    ]);
  });

  it('are doubted at both TPS where the same bytes or the same picture came from two', async () => {
    const server = await start();
    await keep(server, one);
    await keep(server, other, { page: 2 });
    expect((await keep(server, one, { tps: NEXT })).body.doubts).toEqual(['duplicate']);
    const passedOn = await sharp(other).resize(1000).jpeg({ quality: 50 }).toBuffer();
    expect((await keep(server, passedOn, { tps: FAR, page: 2 })).body.doubts).toEqual(['similar']);
    const [here, next, far] = [await resultOf(server), await resultOf(server, NEXT), await resultOf(server, FAR)];
    expect(here.photos.map(({ doubts }) => doubts)).toEqual([['duplicate'], ['similar']]);
    for (const { codes } of [here, next, far]) expect(codes).toContain('W207');
    const { body } = await send<ResultResponse>(server, `/api/contests/pkwkp/tps/${TPS}`);
    expect(body.lineage.map(({ type, doubt }) => [type, doubt])).toEqual([
      ['matched', 'similar'],
      ['matched', 'duplicate'],
      ['photo', undefined],
      ['photo', undefined],
    ]);
    // Another form before the same camera is another form.
    expect((await keep(server, await photo(3, 1), { tps: FAR })).body.doubts).toEqual([]);
    const kinds = ['kept', 'kept', 'kept', 'matched', 'kept', 'matched', 'kept'];
    expect(await journal()).toEqual(kinds.map((kind) => `evidence.${kind}.v1`));
  });

  it('that come to two TPS at the same moment are doubted at both as well', async () => {
    const server = await start();
    await Promise.all([TPS, NEXT, FAR].map((tps) => keep(server, one, { tps })));
    for (const tps of [TPS, NEXT, FAR]) expect((await resultOf(server, tps)).codes).toContain('W207');
  });

  it('come from those who enter results there, a crew from its own TPS alone', async () => {
    const server = await start();
    for (const [role, scope] of [
      ['viewer', '35'],
      ['commissioner', '35'],
      ['operator', '3578'],
      ['field', NEXT],
    ] as const) {
      expect(await refusal(server, one, { as: await signIn(server, role, scope) })).toBe('forbidden');
    }
    expect([await files(), await journal()]).toEqual([[], []]);
    expect((await keep(server, one, { as: await signIn(server, 'field', TPS) })).status).toBe(201);
    const status = async (path: string, as?: Cookie): Promise<number> => (await request(server, path, { as })).status;
    expect(await status(pathOf(hashOf(one)), await signIn(server, 'verifier', '3501'))).toBe(200);
    expect(await status(pathOf(hashOf(one)), await signIn(server, 'verifier', '3578'))).toBe(403);
    // Known, but not there.
    expect(await status(pathOf(hashOf(one), NEXT))).toBe(404);
    expect(await status(pathOf(hashOf(one), TPS, 'pkwkk-3501'))).toBe(404);
    expect(await status(pathOf(hashOf(other)))).toBe(404);
    await rm(folder, { recursive: true });
    await mkdir(folder);
    expect(await status(pathOf(hashOf(one)))).toBe(404);
  });

  it('belong to a contest at a TPS of the register', async () => {
    const server = await start();
    expect(await refusal(server, one, { tps: '3501012001999' })).toBe('tps-not-found');
    expect(await refusal(server, one, { contest: 'pkwkk-3578' })).toBe('contest-not-found');
    expect(await refusal(server, one, { page: 0 })).toBe('invalid-request');
    expect(await refusal(server, one, { tps: '../../../etc' })).toBe('invalid-request');
    expect(await refusal(server, one, { replaces: '../../secret' })).toBe('invalid-request');
    for (const trick of ['..%2f..%2f..%2f', `${hashOf(one)}-thumb`, '.', '%00', hashOf(one).toUpperCase()]) {
      expect((await request(server, pathOf(trick))).status).toBe(404);
    }
    expect(await files()).toEqual([]);
    const { server: bare } = await startSmall(database.url());
    await importContests(bare);
    expect((await keep(bare, one)).body.code).toBe('not-ready');
  });

  describe('that are none', () => {
    it('are refused, and nothing of them stays', async () => {
      const server = await start();
      const page = '<!doctype html><html><body><script>alert(1)</script></body></html>';
      const drawing = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>';
      const others = [page, drawing, 'MZ', 'GIF89a', '', `${page}${PDF.toString('latin1')}`];
      for (const text of others) expect(await refusal(server, Buffer.from(text))).toEqual(['evidence-refused', 'type']);
      const webp = await sharp(other).webp().toBuffer();
      expect(await refusal(server, webp)).toEqual(['evidence-refused', 'type']);
      expect(await refusal(server, one.subarray(0, one.length / 2))).toEqual(['evidence-refused', 'unreadable']);
      expect(await refusal(server, PDF.subarray(0, 30))).toEqual(['evidence-refused', 'unreadable']);
      const acting = PDF.toString('latin1').replace('<<>>', '<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>');
      expect(await refusal(server, Buffer.from(acting))).toEqual(['evidence-refused', 'acts']);
      expect([await files(), await journal()]).toEqual([[], []]);
    });

    it('but bombs are refused by what their header says', async () => {
      const server = await start();
      const huge = bomb(20_000, 20_000);
      expect(huge.length).toBeLessThan(100_000);
      const begun = process.memoryUsage().rss;
      expect(await refusal(server, huge)).toEqual(['evidence-refused', 'too-large']);
      expect(process.memoryUsage().rss - begun).toBeLessThan(300 * 2 ** 20);
      expect([await files(), await journal()]).toEqual([[], []]);
    });

    it('or that were cut off on their way, or have no end, leave nothing', async () => {
      const server = await start();
      const large = Buffer.concat([one, Buffer.alloc(EVIDENCE_BYTES)]);
      expect((await keep(server, large)).body.code).toBe('payload-too-large');
      expect((await keep(server, new Blob([large]).stream())).body.code).toBe('payload-too-large');
      const cut = new ReadableStream({
        start: (to) => {
          to.enqueue(new Uint8Array(one.subarray(0, 5000)));
        },
        pull: async (to) => {
          // Not before the server has something of it.
          await eventually(async () => {
            expect(await files()).toHaveLength(1);
          });
          to.error(new Error('no signal'));
        },
      });
      await expect(keep(server, cut)).rejects.toThrow();
      await eventually(async () => {
        expect([await files(), await journal()]).toEqual([[], []]);
      });
    });
  });

  it('that hold more than a picture are kept as they came and cannot act', async () => {
    const server = await start();
    const script = '<script>alert(document.cookie)</script>';
    const described = sharp(other).withExif({ IFD0: { ImageDescription: script }, IFD3: { GPSLatitudeRef: 'S' } });
    const polyglots = [await described.jpeg().toBuffer(), Buffer.concat([one, Buffer.from(script)])];
    for (const [at, bytes] of polyglots.entries()) {
      expect((await keep(server, bytes, { page: at + 1 })).status).toBe(201);
      const original = await request(server, pathOf(hashOf(bytes)));
      expect(await bytesOf(original)).toEqual(bytes);
      expect(original.headers.get('content-type')).toBe('image/jpeg');
      const screen = await bytesOf(await request(server, `${pathOf(hashOf(bytes))}?size=screen`));
      expect([screen.includes('script'), (await sharp(screen).metadata()).exif]).toEqual([false, undefined]);
    }
    const page = Buffer.concat([PDF.subarray(0, 20), Buffer.from(script), PDF.subarray(20)]);
    expect((await keep(server, page, { page: 3 })).body).toMatchObject({ hasPicture: false, width: null, doubts: [] });
    const original = await request(server, pathOf(hashOf(page)));
    expect(Object.fromEntries(original.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${hashOf(page)}.pdf"`,
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    });
    expect((await request(server, `${pathOf(hashOf(page))}?size=thumb`)).status).toBe(404);
  });

  it('as HEIC are kept, and nothing is made from them', async () => {
    const server = await start();
    const bytes = heic({ sizes: [[4032, 3024]], turns: 1 });
    expect((await keep(server, bytes)).body).toMatchObject({
      ...{ mediaType: 'image/heic', width: 3024, height: 4032, doubts: [], hasPicture: false },
    });
    const original = await request(server, pathOf(hashOf(bytes)));
    expect(original.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(await bytesOf(original)).toEqual(bytes);
    expect((await request(server, `${pathOf(hashOf(bytes))}?size=screen`)).status).toBe(404);
    expect((await keep(server, heic({ sizes: [[400, 300]] }), { page: 2 })).body.doubts).toEqual(['small']);
    expect(await refusal(server, bytes.subarray(0, 500))).toEqual(['evidence-refused', 'unreadable']);
    expect(await refusal(server, heic({ sizes: [[20_000, 20_000]] }))).toEqual(['evidence-refused', 'too-large']);
  });

  it('are kept again when a process was killed between the file and the entry', async () => {
    const server = await start();
    const sha256 = hashOf(one);
    await mkdir(join(folder, sha256.slice(0, 2), sha256.slice(2, 4)), { recursive: true });
    // Torn by a disk that lost its power; the name alone is no proof.
    await writeFile(join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256), one.subarray(0, 20));
    expect((await request(server, pathOf(sha256))).status).toBe(404);
    expect((await keep(server, one)).status).toBe(201);
    expect(await bytesOf(await request(server, pathOf(sha256)))).toEqual(one);
  });

  it('lie in a bucket where one is set, and pass through the folder only', async () => {
    const s3 = await startS3(join(folder, 's3'));
    const evidenceDir = join(folder, 'incoming');
    const { server } = await startSmall(database.url(), { evidenceDir, evidenceBucket: s3.options });
    await importContests(server);
    expect((await keep(server, one)).status).toBe(201);
    expect((await readdir(join(evidenceDir, 'incoming'))).length).toBe(0);
    expect(await bytesOf(await request(server, pathOf(hashOf(one))))).toEqual(one);
    expect((await request(server, `${pathOf(hashOf(one))}?size=thumb`)).status).toBe(200);
    const passedOn = await sharp(one).jpeg({ quality: 60 }).toBuffer();
    expect((await keep(server, passedOn, { tps: FAR })).body.doubts).toEqual(['similar']);
    await s3.close();
    expect((await keep(server, other)).body.code).toBe('not-ready');
    expect(await journal()).toHaveLength(3);
  });

  it('are what the journal says, also when it is read anew', async () => {
    const server = await start();
    const bytes = await scan(4);
    await keep(server, bytes);
    await keep(server, bytes, { tps: FAR });
    await keep(server, PDF, { page: 2 });
    const report = await server.context.get(RebuildService, { strict: false }).run({ isWriting: false });
    expect(report).toMatchObject({ isSame: true, differences: [] });
    expect(report.tables).toContainEqual({ table: 'evidence', rows: 3 });
  });
});
