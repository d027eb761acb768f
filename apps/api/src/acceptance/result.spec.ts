import { describe, expect, it } from '@jest/globals';
import { ResultAnswer, ResultList, ResultResponse } from '@posko/contracts';
import type { ErrorBody } from '@posko/contracts';
import type { CHasil } from '@posko/domain';
import { nextCommandId, smallTpsCode, soundForm, withFigures } from '@posko/testing';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { RegisterImportService } from '../register/import/register-import.service';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RunningServer, StartOptions } from '../server';
import { GOVERNOR, ResultDesk } from './testing/results';
import { endServer, endServersAfterEach, poster, send, signIn, startSmall } from './testing/small-server';

const SOUND = soundForm(GOVERNOR);
/** One vote more for the second pair and one less for the first: it adds up as well. */
const OTHER = withFigures(SOUND, { 'votes.options.1000032': 224, 'votes.options.1000033': 31 });
/** Its options are not its valid votes. */
const WRONG = withFigures(SOUND, { 'votes.options.1000032': 226 });

describe('results of a contest at a TPS', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const start = async (options: Partial<StartOptions> = {}): Promise<{ server: RunningServer; desk: ResultDesk }> => {
    await database.empty();
    const { server } = await startSmall(database.url(), options);
    return { server, desk: await ResultDesk.at(server) };
  };
  const rebuilt = async (server: RunningServer): Promise<unknown> => {
    const { faults, differences } = await server.context
      .get(RebuildService, { strict: false })
      .run({ isWriting: false });
    return [faults, differences];
  };

  it('are entered by two people, blind to each other, and published where they agree', async () => {
    const { server, desk } = await start();
    const { ani, budi, verifier } = desk.people;
    const first = await desk.enter(ani, WRONG);
    expect(ResultAnswer.parse(first.body)).toMatchObject({ state: 'enteredOnce', version: 1, holds: ['E104'] });
    expect(first.body.findings).toEqual([expect.objectContaining({ code: 'E104', found: 285, against: 286 })]);
    // Whoever types, sees their own; everybody else that something is there.
    expect((await desk.read(ani)).result).toMatchObject({ form: WRONG, codes: ['E104'], readings: [{ form: WRONG }] });
    for (const other of [budi, verifier]) {
      const { result, findings } = ResultResponse.parse(await desk.read(other));
      expect(result).toMatchObject({ state: 'enteredOnce', form: null, readings: [], codes: [], holds: [] });
      expect(findings).toEqual([]);
    }
    expect((await desk.list('?state=enteredOnce')).rows).toMatchObject([{ tps: desk.tps, codes: [], holds: [] }]);
    expect((await desk.list('?hold=E104')).rows).toEqual([]);
    // Seen again before the other has read it, and put right: nobody is asked.
    await desk.enter(ani, SOUND);
    expect((await desk.enter(budi)).body).toMatchObject({ state: 'published', version: 3, holds: [] });
    const { result, lineage, path } = ResultResponse.parse(await desk.read());
    expect(result).toMatchObject({ form: SOUND, settlement: 'agreement', differences: [] });
    expect(lineage.map(({ type, by, state }) => [type, by, state])).toEqual([
      ['entered', 'operator-3501', 'published'],
      ['entered', 'operator-35', 'enteredOnce'],
      ['entered', 'operator-35', 'enteredOnce'],
    ]);
    expect(path.map(({ code }) => code)).toEqual(['35', '3501', '350101', '3501012001']);
    expect(await rebuilt(server)).toEqual([[], []]);
  });

  it('are answered once: repeated alike, and a conflict with another body', async () => {
    const { desk } = await start();
    const { ani, budi } = desk.people;
    const id = nextCommandId();
    const first = await desk.enter(ani, SOUND, { id });
    await desk.enter(budi);
    const again = await desk.enter(ani, SOUND, { id });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    const other = await desk.enter(ani, OTHER, { id });
    expect([other.status, other.body.code]).toEqual([409, 'idempotency-conflict']);
    expect((await desk.enter(budi, SOUND, { id })).body.code).toBe('idempotency-conflict');
    expect((await desk.read()).result).toMatchObject({ version: 2, state: 'published' });
  });

  it('that differ wait for a third, who sees where', async () => {
    const { server, desk } = await start();
    const { ani, budi, verifier } = desk.people;
    // At the same time: one of them is first, and neither is lost.
    const [a, b] = await Promise.all([desk.enter(ani, SOUND), desk.enter(budi, OTHER)]);
    expect([a.status, b.status]).toEqual([201, 201]);
    expect([a.body.version, b.body.version].sort()).toEqual([1, 2]);
    const { result } = await desk.read();
    const differences = ['votes.options.1000032', 'votes.options.1000033'];
    expect(result).toMatchObject({ state: 'differing', differences, holds: ['W209'] });
    expect(result.readings.map(({ form }) => form)).toEqual(expect.arrayContaining([SOUND, OTHER]));
    const resolve = { type: 'resolve', form: OTHER, reason: 'foto jelas' } as const;
    const own = await desk.decide(await signIn(server, 'supervisor', '3501'), 2, resolve);
    expect(own.status).toBe(201);
    expect(await desk.read()).toMatchObject({
      result: { state: 'published', form: OTHER, settlement: 'resolution', differences: [], readings: [{}, {}] },
    });
    expect((await desk.decide(verifier, 2, resolve)).body.code).toBe('stale-version');
    expect(await rebuilt(server)).toEqual([[], []]);
  });

  it('are not judged by whoever typed them', async () => {
    const { desk } = await start();
    const { ani, verifier, supervisor } = desk.people;
    await desk.enter(verifier, SOUND);
    const { version } = (await desk.enter(ani, OTHER)).body;
    const resolve = { type: 'resolve', form: SOUND, reason: 'foto jelas' } as const;
    const own = await desk.decide(verifier, version, resolve);
    expect([own.status, own.body.code]).toEqual([403, 'own-reading']);
    expect((await desk.decide(ani, version, resolve)).body.code).toBe('forbidden');
    expect((await desk.decide(supervisor, version, resolve)).status).toBe(201);
  });

  it('with errors are held until a verifier has seen that it stands so on the paper', async () => {
    const { desk } = await start();
    const { verifier } = desk.people;
    const held = await desk.published(WRONG);
    expect(held).toMatchObject({ state: 'held', holds: ['E104'] });
    expect((await desk.list('?state=held,differing&hold=E104')).rows).toMatchObject([
      { tps: desk.tps, codes: ['E104'] },
    ]);
    const early = await desk.decide(verifier, held.version, { type: 'publish', reason: 'x' });
    expect([early.status, early.body.code, early.body.params]).toEqual([
      409,
      'result-transition',
      { reason: 'state', state: 'held', decision: 'publish' },
    ]);
    const idle = await desk.decide(verifier, held.version, { type: 'explain', code: 'W203', reason: 'x' });
    expect([idle.status, idle.body.code, idle.body.params]).toEqual([409, 'rule-not-broken', { code: 'W203' }]);
    const confirmed = await desk.decide(verifier, held.version, { type: 'confirm', reason: 'demikian di kertas' });
    expect(confirmed.body).toMatchObject({ state: 'published', holds: [] });
    expect((await desk.read()).result).toMatchObject({
      codes: ['E104'],
      confirmation: { by: { name: 'verifier-35' } },
    });
  });

  it('that were public go only by a document, and their figures stay', async () => {
    const { server, desk } = await start();
    const { verifier, supervisor } = desk.people;
    const { version } = await desk.published();
    const withdraw = { type: 'withdraw', reason: 'foto TPS lain', document: 'BA 12/2024' } as const;
    expect((await desk.decide(verifier, version, withdraw)).body.code).toBe('forbidden');
    // A later reading, whatever it says, changes nothing that is public.
    const late = await desk.enter(verifier, OTHER);
    expect(late.body).toMatchObject({ state: 'published', version: 3, holds: ['W209'] });
    expect((await desk.read()).result.form).toEqual(SOUND);
    const correct = { type: 'correct', form: OTHER, reason: 'putusan', document: 'BA 13/2024' } as const;
    // A verifier's word and a correction for the same version: one of them is late, and is told how things stand.
    const [word, correction] = await Promise.all([
      desk.decide(await signIn(server, 'verifier', '3501'), 3, { type: 'confirm', reason: 'demikian di kertas' }),
      desk.decide(supervisor, 3, correct),
    ]);
    expect([word.status, correction.status].sort()).toEqual([201, 409]);
    const refused = word.status === 409 ? word : correction;
    expect(refused.body).toMatchObject({ code: 'stale-version', params: { current: { version: 4 } } });
    if (refused === correction) await desk.decide(supervisor, 4, correct);
    const { result } = await desk.read();
    expect(result).toMatchObject({
      state: 'corrected',
      form: OTHER,
      corrections: [{ before: SOUND, document: 'BA 13/2024' }],
    });
    expect((await desk.decide(supervisor, result.version, withdraw)).body.state).toBe('withdrawn');
    expect((await desk.read()).lineage[0]).toMatchObject({
      type: 'withdraw',
      document: 'BA 12/2024',
      state: 'withdrawn',
    });
    expect(await rebuilt(server)).toEqual([[], []]);
  });

  it('are the office’s own way: one reading, or published by hand', async () => {
    const single = await start({ resultPolicy: { readings: 1 } });
    expect((await single.desk.enter(single.desk.people.ani)).body.state).toBe('published');
    await endServer(single.server);
    const { desk } = await start({ resultPolicy: { publishesAtOnce: false } });
    const { version, state } = await desk.published();
    expect(state).toBe('passed');
    expect((await desk.list('?state=passed')).rows).toHaveLength(1);
    const published = await desk.decide(desk.people.verifier, version, { type: 'publish', reason: 'lengkap' });
    expect(published.body.state).toBe('published');
  });

  it('of a crew are its own, at its own TPS', async () => {
    const { server, desk } = await start();
    const crew = await signIn(server, 'field', desk.tps);
    expect((await desk.enter(crew, SOUND, { source: 'import' })).status).toBe(201);
    expect((await desk.enter(desk.people.ani)).body.state).toBe('published');
    expect((await desk.read()).result.readings.map(({ source }) => source)).toEqual(['crew', 'typist']);
    const elsewhere = `/api/contests/pkwkp/tps/${smallTpsCode(1)}/entries`;
    const answer = await poster(server, crew)<ErrorBody>(elsewhere, { id: nextCommandId(), form: SOUND });
    expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
  });

  it('are refused at the door where they are no form of this contest, with the path of each figure', async () => {
    const { server, desk } = await start();
    const refused = async (change: (form: CHasil) => unknown): Promise<unknown> => {
      const { status, body } = await desk.enter(desk.people.ani, change(structuredClone(SOUND)));
      return [status, (body as ErrorBody).params?.issues?.map(({ path }) => path)];
    };
    const votes = (options: object) => (form: CHasil) => ({ ...form, votes: { ...form.votes, options } });
    const { options } = SOUND.votes;
    expect(await refused((form) => withFigures(form, { 'came.dpt.l': -1 }))).toEqual([400, ['form.came.dpt.l']]);
    expect(await refused((form) => withFigures(form, { 'votes.total': 10_000 }))).toEqual([400, ['form.votes.total']]);
    expect(await refused((form) => withFigures(form, { 'votes.valid': 1.5 }))).toEqual([400, ['form.votes.valid']]);
    expect(await refused(votes({ ...options, 1000032: '12' }))).toEqual([400, ['form.votes.options.1000032']]);
    expect(await refused(votes({ ...options, 99: 1 }))).toEqual([400, ['form.votes.options.99']]);
    expect(await refused(votes({ 1000032: 1, 1000033: 2 }))).toEqual([400, ['form.votes.options.1000034']]);
    expect(await refused((form) => ({ ...form, votes: { ...form.votes, parties: { 1: 2 } } }))).toEqual([
      400,
      ['form.votes.parties'],
    ]);
    expect(await refused((form) => ({ ...form, more: 1 }))).toEqual([400, ['form.more']]);
    const half = await desk.decide(desk.people.verifier, 0, {
      type: 'correct',
      form: { ...SOUND, votes: { ...SOUND.votes, options: {} } },
      reason: 'x',
      document: 'y',
    });
    expect(half.body.params?.issues?.[0]?.path).toBe('decision.form.votes.options.1000032');
    const nul = await desk.decide(desk.people.verifier, 0, { type: 'hold', code: 'illegible', reason: 'a\u0000b' });
    expect([nul.status, nul.body.params?.issues?.[0]?.path]).toEqual([400, 'decision.reason']);
    expect((await desk.read()).result).toMatchObject({ version: 0, state: 'empty' });
    const at = async (contest: string, tps: string): Promise<unknown> => {
      const path = `/api/contests/${contest}/tps/${tps}/entries`;
      return (await poster(server, desk.people.ani)<ErrorBody>(path, { id: nextCommandId(), form: SOUND })).body.code;
    };
    expect(await at('pkwkp', '3578021002003')).toBe('tps-not-found');
    expect(await at('pkwkp', '12')).toBe('tps-not-found');
    expect(await at('ppwp', desk.tps)).toBe('contest-not-found');
    expect(await at('pkwkk-3578', desk.tps)).toBe('contest-not-found');
  });

  it('of which nothing came can be held all the same, and blocks III and IV may be left out', async () => {
    const { desk } = await start();
    const { verifier, ani, budi } = desk.people;
    const hold = { type: 'hold', code: 'notInstalled', reason: 'TPS tidak berdiri' } as const;
    expect((await desk.decide(verifier, 0, hold)).body).toMatchObject({ state: 'held', holds: ['notInstalled'] });
    expect((await desk.decide(verifier, 1, { type: 'release', reason: 'keliru' })).body.state).toBe('empty');
    const { ballots: _, disability: __, ...rest } = SOUND;
    await desk.enter(ani, rest);
    expect((await desk.enter(budi, rest)).body).toMatchObject({ state: 'held', holds: ['E112'] });
  });

  it('outlive the server, on which the next one goes on', async () => {
    const { server, desk } = await start();
    await desk.enter(desk.people.ani);
    await endServer(server);
    const { server: next } = await startSmall(database.url());
    const again = desk.on(next);
    expect((await again.enter(desk.people.budi)).body).toMatchObject({ state: 'published', version: 2 });
    expect(await rebuilt(next)).toEqual([[], []]);
  });

  it('pin the register that their TPS are in', async () => {
    const { server, desk } = await start();
    await desk.enter(desk.people.ani);
    const importer = server.context.get(RegisterImportService, { strict: false });
    const place = { provinsi: 'JAWA TIMUR', kabupaten: 'PACITAN', kecamatan: 'DONOROJO', desa: 'WIDORO' };
    const line = { line: 2, desaCode: '3501012001', number: 1, names: place, dptL: 1, dptP: 1 };
    expect(await importer.import({ name: 'other', lines: [line] })).toMatchObject({
      ...{ outcome: 'refused', code: 'register-in-use' },
    });
  });

  it('are listed by state and region, a page at a time, only as far as one sees', async () => {
    const { server, desk } = await start();
    for (const position of [0, 1, 2, 21]) await (await ResultDesk.at(server, position)).enter(desk.people.ani);
    const first = ResultList.parse(await desk.list('?limit=2'));
    expect([first.rows.map(({ tps }) => tps), first.more]).toEqual([[0, 1].map(smallTpsCode), true]);
    const second = await desk.list(`?limit=2&after=${smallTpsCode(1)}`);
    expect([second.rows.map(({ tps }) => tps), second.more]).toEqual([[2, 21].map(smallTpsCode), false]);
    expect((await desk.list('?region=3578')).rows.map(({ tps }) => tps)).toEqual([smallTpsCode(21)]);
    const local = await signIn(server, 'verifier', '3501');
    expect((await desk.list('', local)).rows).toHaveLength(3);
    const { status } = await send(server, '/api/contests/pkwkp/results?region=3578', { as: local });
    expect(status).toBe(403);
    expect((await send(server, '/api/contests/pkwkp/results?state=neu', { as: local })).status).toBe(400);
  });
});
