import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { ClockService } from '../platform/clock/clock.service';
import { SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';
import { ApiError } from '../platform/http/api-error';

/** Files on their way in. Their names begin with when they came (ms), by the real clock. */
const INCOMING = 'incoming';
/** A request ends within half a minute: what came in longer ago was left by a process that died. */
const LEFT_BEHIND_MS = 15 * 60_000;
const DISK_FULL = new Set(['ENOSPC', 'EDQUOT']);

/** A file on its way in: on disk, not yet under its name. */
export interface Received {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * The folder of attached bytes. A file is written under `incoming/`, flushed to disk, and renamed to `ab/cd/<sha256>` before
 * anything tells of it: whoever is told of a name finds the bytes. The name is the content, so nothing is ever replaced by
 * something else.
 */
@Injectable()
export class AttachmentStore implements OnModuleInit {
  private readonly logger = new Logger(AttachmentStore.name);
  private readonly folder: string | undefined;

  constructor(
    @Inject(SERVER_OPTIONS) options: Pick<ServerOptions, 'attachmentDir'>,
    private readonly clock: ClockService,
  ) {
    this.folder = options.attachmentDir;
  }

  async onModuleInit(): Promise<void> {
    const swept = await this.sweep();
    if (swept > 0) this.logger.warn(`${swept} attachments were never received whole and are gone`);
  }

  /** Writes a stream to a file; ends it with `payload-too-large` beyond `limit` bytes. Nothing stays if it fails. */
  async receive(body: Readable, limit: number): Promise<Received> {
    const path = join(this.root(), INCOMING, `${this.clock.realNow()}-${randomUUID()}`);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    try {
      const file = await open(path, 'wx', 0o600);
      try {
        return { path, ...(await write(body, file, limit)) };
      } finally {
        await file.close();
      }
    } catch (error) {
      await this.discard({ path });
      throw isDiskFull(error) ? new ApiError('not-ready') : error;
    }
  }

  /** Gives a received file its name; on disk when this returns. */
  async settle({ path, sha256 }: Received): Promise<void> {
    const place = this.pathOf(sha256);
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    await rename(path, place);
    for (const folder of [dirname(place), dirname(dirname(place)), this.root()]) await flush(folder);
  }

  async discard({ path }: Pick<Received, 'path'>): Promise<void> {
    await rm(path, { force: true });
  }

  /** The bytes of a name, or null if the folder has lost them. */
  async read(sha256: string): Promise<{ stream: Readable; bytes: number } | null> {
    const path = this.pathOf(sha256);
    const found = await stat(path).catch(() => null);
    return found?.isFile() === true ? { stream: createReadStream(path), bytes: found.size } : null;
  }

  /** Removes what processes that died left half received; returns how many. Files of a request under way are younger. */
  async sweep(): Promise<number> {
    if (this.folder === undefined) return 0;
    const incoming = join(this.folder, INCOMING);
    const names = await readdir(incoming).catch(() => []);
    const left = names.filter((name) => this.clock.realNow() - Number.parseInt(name, 10) > LEFT_BEHIND_MS);
    for (const name of left) await this.discard({ path: join(incoming, name) });
    return left.length;
  }

  private pathOf(sha256: string): string {
    return join(this.root(), sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }

  private root(): string {
    if (this.folder === undefined) throw new ApiError('not-ready', { reason: 'no folder for attachments is set' });
    return this.folder;
  }
}

async function write(body: Readable, file: FileHandle, limit: number): Promise<Omit<Received, 'path'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  // The stream outlives a refusal: what is still to come has to be read and thrown away before the answer can be heard.
  for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limit) throw new ApiError('payload-too-large', { limitBytes: limit });
    hash.update(chunk);
    await file.write(chunk);
  }
  await file.sync();
  return { sha256: hash.digest('hex'), bytes };
}

/** Puts a folder's entries on disk, where the system can. */
async function flush(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => null);
  try {
    await handle?.sync().catch(() => undefined);
  } finally {
    await handle?.close();
  }
}

function isDiskFull(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && DISK_FULL.has(code);
}
