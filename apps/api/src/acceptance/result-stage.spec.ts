import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TpsResponse } from '@posko/contracts';
import type { BoardResponse } from '@posko/contracts';
import { nextCommandId, report, soundForm } from '@posko/testing';
import { photo } from '../evidence/testing/drawn-forms';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RunningServer, StartOptions } from '../server';
import { GOVERNOR, ResultDesk } from './testing/results';
import { endServersAfterEach, eventually, poster, request, send, startSmall } from './testing/small-server';

const SOUND = soundForm(GOVERNOR);

describe('the stage of a TPS and its results', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  let folder: string;
  beforeEach(async () => {
    await database.empty();
    folder = await mkdtemp(join(tmpdir(), 'posko-stage-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const start = async (
    options: Partial<StartOptions> = {},
    position = 0,
  ): Promise<{ server: RunningServer; desk: ResultDesk }> => {
    const { server } = await startSmall(database.url(), { evidenceDir: folder, ...options });
    return { server, desk: await ResultDesk.at(server, position) };
  };
  const photograph = async (server: RunningServer, { tps, people }: ResultDesk, contest = 'pkwkp'): Promise<void> => {
    const query = new URLSearchParams({ id: nextCommandId(), contest, tps });
    const answer = await request(server, `/api/evidence?${query.toString()}`, {
      method: 'POST',
      as: people.ani,

      body: (await photo(7)) as Uint8Array<ArrayBuffer>,
    });
    expect(answer.status).toBe(201);
  };
  const standing = async (server: RunningServer, { tps, people }: ResultDesk): Promise<TpsResponse> =>
    TpsResponse.parse((await send(server, `/api/tps/${tps}`, { as: people.supervisor })).body);
  const rebuilt = async (server: RunningServer): Promise<unknown> => {
    const { faults, differences } = await server.context
      .get(RebuildService, { strict: false })
      .run({ isWriting: false });
    return [faults, differences];
  };

  it('is sent with photo and figures, published with the result, and says so on its page and on the board', async () => {
    const { server, desk } = await start();
    const post = poster(server, desk.people.supervisor);
    await post(`/api/tps/${desk.tps}/reports`, report({ stage: 'counted' }));
    await post(`/api/tps/${desk.tps}/marks`, {
      ...{ id: nextCommandId(), mark: 'sendFailed', isSet: true, reason: 'tanpa sinyal' },
    });
    await desk.enter(desk.people.ani);
    expect(await standing(server, desk)).toMatchObject({ stage: 'counted', marks: ['sendFailed'] });
    await photograph(server, desk);
    expect(await standing(server, desk)).toMatchObject({ stage: 'sent', marks: [] });
    await desk.enter(desk.people.budi);
    const { stage, story } = await standing(server, desk);
    expect(stage).toBe('published');
    expect(story.filter(({ kind }) => kind === 'result')).toMatchObject([
      { stoodAt: 'sent', standsAt: 'published', contest: GOVERNOR.id, by: 'operator-3501' },
      { stoodAt: 'counted', standsAt: 'sent', by: 'operator-35' },
    ]);
    await eventually(async () => {
      const { body } = await send<BoardResponse>(server, '/api/board/35', { as: desk.people.supervisor });
      expect(body.stages.published).toBe(1);
    });
    expect(await rebuilt(server)).toEqual([[], []]);
  });

  it('stays published when its figures are taken back, under a mark that goes with their return', async () => {
    const { server, desk } = await start();
    const { version } = await desk.published();
    const withdrawn = { type: 'withdraw', reason: 'salah salin', document: 'BA 4/2024' } as const;
    const { body } = await desk.decide(desk.people.supervisor, version, withdrawn);
    expect(await standing(server, desk)).toMatchObject({ stage: 'published', marks: ['publicationWithdrawn'] });
    const correct = { type: 'correct', form: SOUND, reason: 'dihitung ulang', document: 'BA 5/2024' } as const;
    expect((await desk.decide(desk.people.supervisor, body.version, correct)).status).toBe(201);
    expect(await standing(server, desk)).toMatchObject({ stage: 'published', marks: [] });
    expect(await rebuilt(server)).toEqual([[], []]);
  });

  it('is verified where somebody else publishes, and follows the leading contest only', async () => {
    const { server, desk } = await start({ resultPolicy: { publishesAtOnce: false } }, 20);
    await photograph(server, desk, 'pkwkk');
    expect((await standing(server, desk)).stage).toBe('unreported');
    await desk.enter(desk.people.ani);
    const { version } = (await desk.enter(desk.people.verifier)).body;
    expect((await standing(server, desk)).stage).toBe('verified');
    await desk.decide(desk.people.supervisor, version, { type: 'publish', reason: 'rapat pleno' });
    expect((await standing(server, desk)).stage).toBe('published');
    expect(await rebuilt(server)).toEqual([[], []]);
  });
});
