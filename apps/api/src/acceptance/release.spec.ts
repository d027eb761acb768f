import { describe, expect, it } from '@jest/globals';
import { ReleaseFile } from '@posko/contracts';
import type { Briefing, ErrorBody, ReleaseList, ReleaseResponse, ReleaseSummary } from '@posko/contracts';
import { nextCommandId, smallTpsCode, soundForm } from '@posko/testing';
import { createHash } from 'node:crypto';
import { extractText, getDocumentProxy } from 'unpdf';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { ReleaseReader } from '../platform/release/release-reader';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RunningServer } from '../server';
import { quickCountOf } from './testing/press';
import { shiftedForm } from './testing/result-storm';
import { GOVERNOR } from './testing/results';
import { importContests } from './testing/small-contests';
import { endServersAfterEach, poster, request, send, signIn, startSmall } from './testing/small-server';
import type { Answer, Cookie } from './testing/small-server';

type Told = ReleaseSummary & ErrorBody;

/** Two commissioners, and people who fill in forms, over a small province. */
class PressDesk {
  private constructor(
    readonly server: RunningServer,
    readonly first: Cookie,
    readonly second: Cookie,
  ) {}

  static async at(server: RunningServer): Promise<PressDesk> {
    await importContests(server);
    return new PressDesk(server, await signIn(server, 'commissioner', '35'), await signIn(server, 'commissioner', '0'));
  }

  /** Forms that two people read alike at these positions. */
  async counted(positions: readonly number[], shift = 0): Promise<void> {
    const readers = [await signIn(this.server, 'operator', '0'), await signIn(this.server, 'verifier', '0')];
    for (const position of positions)
      for (const as of readers) {
        const path = `/api/contests/pkwkp/tps/${smallTpsCode(position)}/entries`;
        const form = shift === 0 ? soundForm(GOVERNOR) : shiftedForm(GOVERNOR, shift);
        expect((await poster(this.server, as)(path, { id: nextCommandId(), form })).status).toBe(201);
      }
  }

  async decide(position: number, version: number, decision: object): Promise<number> {
    const path = `/api/contests/pkwkp/tps/${smallTpsCode(position)}/decisions`;
    const as = await signIn(this.server, 'supervisor', '35');
    return (await poster(this.server, as)(path, { id: nextCommandId(), version, decision })).status;
  }

  draft(as: Cookie = this.first, id = nextCommandId()): Promise<Answer<Told>> {
    return poster(this.server, as)<Told>('/api/releases', { id, contest: GOVERNOR.id });
  }

  giveOut(number: number, as: Cookie = this.second, id = nextCommandId()): Promise<Answer<Told>> {
    return poster(this.server, as)<Told>(`/api/releases/${number}/release`, { id });
  }

  discard(number: number, as: Cookie = this.second): Promise<Answer<Told>> {
    const order = { id: nextCommandId(), reason: 'angka berubah' };
    return poster(this.server, as)<Told>(`/api/releases/${number}/discard`, order);
  }

  async one(number: number): Promise<ReleaseResponse> {
    return (await send<ReleaseResponse>(this.server, `/api/releases/${number}`, { as: this.first })).body;
  }

  async file(number: number, format: string): Promise<Buffer> {
    const response = await request(this.server, `/api/releases/${number}/files/${format}`, { as: this.first });
    expect(response.status).toBe(200);
    return Buffer.from(await response.arrayBuffer());
  }
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('a release', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const start = async (): Promise<PressDesk> => {
    await database.empty();
    return PressDesk.at((await startSmall(database.url())).server);
  };

  it('says what is counted, region by region, and what is missing', async () => {
    const desk = await start();
    await desk.counted([0, 1, 20]);
    const { body: draft } = await desk.draft();
    expect(draft).toMatchObject({ number: 1, status: 'draft', contest: 'pkwkp-35', files: null, corrections: 0 });
    const { file } = await desk.one(1);
    expect(file.seq).toBe(draft.seq);
    expect(file.region).toMatchObject({
      code: '35',
      counts: { expected: 40, received: 3, counted: 3 },
      states: { counted: 3, empty: 37 },
      votes: { valid: 855, total: 900, dpt: 1200, came: 900 },
    });
    expect(file.rows.map(({ code, counts }) => [code, counts.counted])).toEqual([
      ['3501', 2],
      ['3578', 1],
    ]);
    expect(file.coverage).toMatchObject({ counted: { tps: 3, kelurahan: 1 }, missing: { tps: 37, kelurahan: 19 } });
    expect(file.sentences.id[0]).toContain('3 dari 40 TPS (7,50\u00a0%)');
    expect(file.sentences.en[0]).toContain('3 of 40 TPS (7.50%)');
    expect(file.outcome.answers.map(({ question, worst }) => [question, worst])).toEqual([
      ['leader', 'open'],
      ['second', 'open'],
      ['threshold', 'open'],
    ]);
  });

  it('takes two: whoever froze it does not give it out, and it is given out once', async () => {
    const desk = await start();
    await desk.counted([0]);
    await desk.draft();
    expect(await desk.giveOut(1, desk.first)).toMatchObject({ status: 403, body: { code: 'own-request' } });
    const id = nextCommandId();
    const [one, two] = await Promise.all([desk.giveOut(1, desk.second, id), desk.giveOut(1, desk.second, id)]);
    expect([one.status, two.status].sort()).toEqual([200, 201]);
    expect(one.body).toMatchObject({ status: 'released', decidedBy: { name: 'commissioner-0' } });
    expect(await desk.giveOut(1)).toMatchObject({ status: 409, body: { code: 'release-transition' } });
    expect(await desk.discard(1)).toMatchObject({ status: 409, body: { code: 'release-transition' } });
    expect(await desk.giveOut(2)).toMatchObject({ status: 404, body: { code: 'release-not-found' } });
  });

  it('does not go out while publication is paused, and does afterwards', async () => {
    const desk = await start();
    await desk.draft();
    const supervisor = poster(desk.server, await signIn(desk.server, 'supervisor', '0'));
    await supervisor('/api/publication', { id: nextCommandId(), act: 'pause', reason: 'salah muat' });
    expect(await desk.giveOut(1)).toMatchObject({ status: 409, body: { code: 'publication-paused' } });
    await supervisor('/api/publication', { id: nextCommandId(), act: 'resume', reason: 'sudah benar' });
    const id = nextCommandId();
    expect((await desk.giveOut(1, desk.second, id)).status).toBe(201);
    // What is out stays out: a repeat is answered as before, whatever stands still by then.
    await supervisor('/api/publication', { id: nextCommandId(), act: 'pause', reason: 'salah muat lagi' });
    expect((await desk.giveOut(1, desk.second, id)).status).toBe(200);
  });

  it('has one number and one content, however often it is sent', async () => {
    const desk = await start();
    const id = nextCommandId();
    const answers = await Promise.all([desk.draft(desk.first, id), desk.draft(desk.first, id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect(new Set(answers.map(({ body }) => body.sha256)).size).toBe(1);
    expect((await desk.draft(desk.second, id)).status).toBe(409);
    expect((await desk.draft()).body.number).toBe(2);
  });

  it('that is discarded keeps its number, and says why', async () => {
    const desk = await start();
    await desk.draft();
    expect((await desk.discard(1, desk.first)).body).toMatchObject({ status: 'discarded', reason: 'angka berubah' });
    expect((await desk.draft()).body.number).toBe(2);
    expect((await desk.giveOut(1)).body.code).toBe('release-transition');
    const released = await desk.server.context.get(ReleaseReader, { strict: false }).released();
    expect(released).toEqual([]);
    expect((await extractText(new Uint8Array(await desk.file(1, 'pdf')), { mergePages: true })).text).toContain(
      'DIBATALKAN',
    );
  });

  it('is the same bytes for ever; what is corrected later points back to it', async () => {
    const desk = await start();
    await desk.counted([0, 1]);
    await desk.draft();
    await desk.giveOut(1);
    const before = await desk.file(1, 'json');
    const document = 'BA 12/2024';
    expect(await desk.decide(0, 2, { type: 'withdraw', reason: 'salah foto', document })).toBe(201);
    const form = shiftedForm(GOVERNOR, 2);
    expect(await desk.decide(1, 2, { type: 'correct', reason: 'salah baca', document, form })).toBe(201);
    // Counted only after the release: no concern of its.
    await desk.counted([2]);
    expect(await desk.decide(2, 2, { type: 'withdraw', reason: 'salah TPS', document })).toBe(201);
    const { release, corrections, file } = await desk.one(1);
    expect(release.corrections).toBe(2);
    expect(corrections.map(({ tps, act, reason, document: of }) => [tps, act, reason, of])).toEqual([
      [smallTpsCode(1), 'corrected', 'salah baca', document],
      [smallTpsCode(0), 'withdrawn', 'salah foto', document],
    ]);
    const after = await desk.file(1, 'json');
    expect(after.equals(before)).toBe(true);
    expect([sha256(after), file.region.counts.counted]).toEqual([release.sha256, 2]);
    const [told] = await desk.server.context.get(ReleaseReader, { strict: false }).released();
    expect(told).toMatchObject({ number: 1, seq: file.seq, corrections: 2, files: release.files });
    expect(told?.corrected).toEqual([smallTpsCode(1), smallTpsCode(0)]);
  });

  it('gives out files that are what their hashes say', async () => {
    const desk = await start();
    await desk.counted([0, 20, 21]);
    await desk.draft();
    const { files } = (await desk.giveOut(1)).body;
    for (const format of ['json', 'pdf', 'png'] as const)
      expect(sha256(await desk.file(1, format))).toBe(files?.[format]);
    const { headers } = await request(desk.server, '/api/releases/1/files/pdf', { as: desk.first });
    expect(headers.get('content-disposition')).toBe('attachment; filename="rilis-1.pdf"');
    const pdf = await getDocumentProxy(new Uint8Array(await desk.file(1, 'pdf')));
    expect(pdf.numPages).toBe(1);
    expect((await desk.file(1, 'png')).subarray(1, 4).toString()).toBe('PNG');
    expect(ReleaseFile.parse(JSON.parse((await desk.file(1, 'json')).toString())).number).toBe(1);
  });

  it('is listed where all of its contest lies within what one may read', async () => {
    const desk = await start();
    await desk.draft();
    const listed = async (as: Cookie): Promise<number[]> =>
      (await send<ReleaseList>(desk.server, '/api/releases', { as })).body.rows.map(({ number }) => number);
    expect(await listed(desk.second)).toEqual([1]);
    const regency = await signIn(desk.server, 'commissioner', '3501');
    expect(await listed(regency)).toEqual([]);
    const { status } = await send(desk.server, '/api/releases/1', { as: regency });
    expect(status).toBe(403);
  });

  it('follows from the journal alone, quick counts too', async () => {
    const desk = await start();
    await desk.counted([0]);
    await poster(desk.server, desk.first)('/api/contests/pkwkp-35/quick-counts', {
      id: nextCommandId(),
      ...quickCountOf('pkwkp-35'),
    });
    await desk.draft();
    await desk.draft();
    await desk.giveOut(1);
    await desk.discard(2);
    const report = await desk.server.context.get(RebuildService, { strict: false }).run({ isWriting: false });
    expect(report).toMatchObject({ isSame: true, differences: [] });
    expect(report.tables).toEqual(
      expect.arrayContaining([
        { table: 'release', rows: 2 },
        { table: 'quick_count', rows: 1 },
      ]),
    );
  });

  it('stands beside what institutes say, the latest of each', async () => {
    const desk = await start();
    await desk.counted([0, 1]);
    const path = '/api/contests/pkwkp-35/quick-counts';
    const enter = (first: number, extra: object = {}): Promise<Answer<ErrorBody>> =>
      poster(desk.server, desk.first)<ErrorBody>(path, {
        id: nextCommandId(),
        ...quickCountOf('pkwkp-35', first),
        ...extra,
      });
    expect((await enter(60)).status).toBe(201);
    expect((await enter(80)).status).toBe(201);
    expect((await enter(80, { shares: { '1000032': 10, '1000033': 10, '1000034': 10 } })).body.code).toBe(
      'invalid-request',
    );
    expect((await enter(80, { shares: { '1000032': 100 } })).body.code).toBe('invalid-request');
    const { body } = await send<Briefing>(desk.server, '/api/contests/pkwkp-35/briefing', { as: desk.first });
    expect(body.quickCounts).toHaveLength(1);
    expect(body.quickCounts[0]?.lines[0]).toEqual({
      option: '1000032',
      quick: 80,
      real: 78.95,
      difference: -1.05,
      isWithin: true,
    });
  });
});
