import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { NATIONAL_CODE } from '@posko/domain';
import { SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';
import { JournalRepository } from '../platform/journal/journal.repository';
import { BoardProjection } from './board.projection';
import { BoardService } from './board.service';

const EVERY_MS = 2000;
/** Published down to here; below, a reader fetches nothing that the regency's file does not say. */
const PUBLISHED_LEVELS = new Set(['nasional', 'provinsi', 'kabupaten']);

/**
 * Writes the board as files: `board/index.json` for the whole register, `board/{code}.json` per provinsi and kabupaten.
 * Any web server can hand them out, and they stay when every instance is gone; each says its seq and as of when it is true.
 */
@Injectable()
export class BoardPublication implements BeforeApplicationShutdown {
  private readonly logger = new Logger(BoardPublication.name);
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private publishedSeq = -1;

  constructor(
    @Inject(SERVER_OPTIONS) private readonly options: ServerOptions,
    private readonly projection: BoardProjection,
    private readonly boards: BoardService,
    private readonly journal: JournalRepository,
  ) {}

  /** Begins to publish; does nothing where no folder is given. */
  start(): void {
    const folder = this.options.publicDir;
    if (folder === undefined) return;
    this.timer = setInterval(() => {
      this.running = this.running.then(() => this.publishSafely(join(folder, 'board')));
    }, EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.running;
  }

  /** One round: every file whose board is newer than what stands there. */
  async publish(folder: string): Promise<void> {
    const { seq, board } = this.projection;
    if (seq === this.publishedSeq || board.tree.regionCount === 0) return;
    await mkdir(folder, { recursive: true });
    const head = await this.journal.head();
    for (let region = 0; region < board.tree.regionCount; region++) {
      if (!PUBLISHED_LEVELS.has(board.tree.levels[region] ?? '')) continue;
      const code = board.tree.codeOf(region);
      await putFile(join(folder, `${code}.json`), this.boards.board(code), head.seq);
    }
    await putFile(join(folder, 'index.json'), this.boards.board(NATIONAL_CODE), head.seq);
    this.publishedSeq = seq;
  }

  private async publishSafely(folder: string): Promise<void> {
    try {
      await this.publish(folder);
    } catch (error) {
      this.logger.warn(`The board could not be published: ${String(error)}`);
    }
  }
}

/**
 * Whole or not at all, and never an older board over a newer one that another instance has written. A file beyond the
 * journal's head tells of another database, one that was emptied or restored: it gives way.
 */
async function putFile(path: string, content: { seq: number }, headSeq: number): Promise<void> {
  const standing = await seqOf(path);
  if (standing > content.seq && standing <= headSeq) return;
  const aside = `${path}.${randomUUID()}.new`;
  await writeFile(aside, JSON.stringify(content));
  await rename(aside, path);
}

/** Seq of a published file; -1 where there is none, or none that can be read. */
async function seqOf(path: string): Promise<number> {
  try {
    const { seq } = JSON.parse(await readFile(path, 'utf8')) as { seq?: unknown };
    return typeof seq === 'number' ? seq : -1;
  } catch {
    return -1;
  }
}
