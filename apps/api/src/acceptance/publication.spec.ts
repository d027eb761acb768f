import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BoardResponse } from '@posko/contracts';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { START_SEQ, endServer, endServersAfterEach, eventually, postReport, startSmall } from './testing/small-server';

describe('8: the public path does not depend on us being up', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  let publicDir: string;
  beforeEach(async () => {
    await database.empty();
    publicDir = await mkdtemp(join(tmpdir(), 'posko-public-'));
  });
  afterEach(() => rm(publicDir, { recursive: true }));

  const published = async (name: string): Promise<BoardResponse> =>
    BoardResponse.parse(JSON.parse(await readFile(join(publicDir, 'board', name), 'utf8')));

  it('the board stands in files, with its age, after every instance is gone', async () => {
    const { server } = await startSmall(database.url(), { publicDir });
    await postReport(server, 39, { stage: 'open' });
    await eventually(async () => expect((await published('index.json')).stages.open).toBe(1));
    await endServer(server);
    expect((await readdir(join(publicDir, 'board'))).sort()).toEqual([
      '35.json',
      '3501.json',
      '3578.json',
      'index.json',
    ]);
    expect(await published('3578.json')).toMatchObject({
      seq: START_SEQ + 1,
      at: '2024-11-26T05:00:00.000Z',
      stages: { open: 1 },
    });
  });

  it('a torn file, or one of a database that was since emptied, gives way', async () => {
    await mkdir(join(publicDir, 'board'));
    await writeFile(join(publicDir, 'board', '3501.json'), '{"seq":5,');
    await writeFile(join(publicDir, 'board', '3578.json'), '{"seq":999999}');
    await startSmall(database.url(), { publicDir });
    await eventually(async () => {
      expect([(await published('3501.json')).seq, (await published('3578.json')).seq]).toEqual([START_SEQ, START_SEQ]);
    });
  });
});
