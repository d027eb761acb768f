import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Board } from '@posko/domain';
import { smallTree } from '@posko/testing';
import type { ServerOptions } from '../platform/config';
import type { JournalRepository } from '../platform/journal/journal.repository';
import type { BoardProjection } from './board.projection';
import { BoardPublication } from './board-publication';
import type { BoardService } from './board.service';

/** An instance whose board is at `seq` while the journal has got to `head`. */
function instanceAt(seq: number, head: number): BoardPublication {
  return new BoardPublication(
    {} as ServerOptions,
    { seq, board: new Board(smallTree()) } as unknown as BoardProjection,
    { board: () => ({ seq }) } as unknown as BoardService,
    { head: () => Promise.resolve({ seq: head, hash: '' }) } as unknown as JournalRepository,
  );
}

describe('publishing the board', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'posko-board-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const seqOf = async (name: string): Promise<unknown> =>
    (JSON.parse(await readFile(join(folder, name), 'utf8')) as { seq: number }).seq;

  it('an instance that lags does not write over what a newer one has published', async () => {
    await instanceAt(6, 6).publish(folder);
    await instanceAt(4, 6).publish(folder);
    expect([await seqOf('3501.json'), await seqOf('index.json')]).toEqual([6, 6]);
  });

  it('what lies beyond the journal is of another database and gives way', async () => {
    await instanceAt(999, 999).publish(folder);
    await instanceAt(4, 6).publish(folder);
    expect(await seqOf('3501.json')).toBe(4);
  });

  it('a torn file gives way', async () => {
    await writeFile(join(folder, '3501.json'), '{"seq":5,');
    await instanceAt(4, 6).publish(folder);
    expect(await seqOf('3501.json')).toBe(4);
  });
});
