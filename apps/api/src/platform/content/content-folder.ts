import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { ClockService } from '../clock/clock.service';
import { ApiError } from '../http/api-error';
import { placeOf } from './content-store';
import type { Content, ContentStore, Received } from './content-store';

/** Files on their way in. Their names begin with when they came (ms), by the real clock. */
const INCOMING = 'incoming';
/** A request ends within half a minute: what came in longer ago was left by a process that died. */
const LEFT_BEHIND_MS = 15 * 60_000;
const DISK_FULL = new Set(['ENOSPC', 'EDQUOT']);

/**
 * A folder of bytes. A file is written under `incoming/`, flushed to disk, and renamed to `ab/cd/<sha256>` before anything
 * tells of it: whoever is told of a name finds the bytes.
 */
export class ContentFolder implements ContentStore {
  constructor(
    private readonly folder: string | undefined,
    private readonly clock: Pick<ClockService, 'realNow'>,
  ) {}

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

  async settle({ path, sha256 }: Received): Promise<void> {
    await this.place(path, sha256);
  }

  async discard({ path }: Pick<Received, 'path'>): Promise<void> {
    await rm(path, { force: true });
  }

  async add(name: string, bytes: Buffer): Promise<void> {
    const { path } = await this.receive(Readable.from([bytes]), bytes.length);
    await this.place(path, name);
  }

  async has(name: string): Promise<boolean> {
    const found = await stat(this.pathOf(name)).catch(() => null);
    return found?.isFile() === true;
  }

  async read(name: string): Promise<Content | null> {
    const path = this.pathOf(name);
    const found = await stat(path).catch(() => null);
    return found?.isFile() === true ? { stream: createReadStream(path), bytes: found.size } : null;
  }

  /** Files of a request under way are younger. */
  async sweep(): Promise<number> {
    if (this.folder === undefined) return 0;
    const incoming = join(this.folder, INCOMING);
    const names = await readdir(incoming).catch(() => []);
    const left = names.filter((name) => this.clock.realNow() - Number.parseInt(name, 10) > LEFT_BEHIND_MS);
    for (const name of left) await this.discard({ path: join(incoming, name) });
    return left.length;
  }

  private async place(from: string, name: string): Promise<void> {
    const to = this.pathOf(name);
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    await rename(from, to);
    for (const folder of [dirname(to), dirname(dirname(to)), this.root()]) await flush(folder);
  }

  private pathOf(name: string): string {
    return join(this.root(), ...placeOf(name));
  }

  private root(): string {
    if (this.folder === undefined) throw new ApiError('not-ready', { reason: 'no folder for these bytes is set' });
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
