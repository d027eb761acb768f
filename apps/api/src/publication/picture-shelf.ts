import type { Readable } from 'node:stream';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { EVIDENCE_STORE } from '../platform/content/evidence-store';
import type { ContentStore } from '../platform/content/content-store';
import type { PublishedSource } from './publication.repository';
import type { TreeSink } from './tree/tree-file';
import type { PictureOf } from './view/published-view';

/** What is shown of a photo: upright, without what cameras write into their files. */
const SHOWN = 'screen';

/** Brings the pictures of photos into the tree, each once. */
@Injectable()
export class PictureShelf {
  /** By the photo's SHA-256: where its picture is in the tree, null where there is none to show. */
  private known = new Map<string, string | null>();
  private tree: TreeSink | null = null;
  private readonly logger = new Logger('Publication');

  constructor(@Inject(EVIDENCE_STORE) private readonly evidence: ContentStore) {}

  async bring(sources: readonly PublishedSource[], sink: TreeSink): Promise<PictureOf> {
    if (this.tree !== sink) this.known = new Map();
    this.tree = sink;
    for (const { sha256, replacedBy } of sources.flatMap(({ photos }) => photos)) {
      if (replacedBy !== null || this.known.has(sha256)) continue;
      const path = await this.place(sha256, sink);
      if (path !== undefined) this.known.set(sha256, path);
    }
    return (sha256) => this.known.get(sha256) ?? null;
  }

  private async place(sha256: string, sink: TreeSink): Promise<string | null | undefined> {
    const path = `foto/${sha256.slice(0, 2)}/${sha256}.jpg`;
    if (await sink.has(path)) return path;
    const bytes = await this.read(sha256);
    if (bytes === null || bytes === undefined) return bytes;
    await sink.putBytes(path, bytes);
    return path;
  }

  /** Undefined where the store does not answer: figures do not wait for it, and the next change of the TPS asks again. */
  private async read(sha256: string): Promise<Buffer | null | undefined> {
    try {
      const content = await this.evidence.read(`${sha256}-${SHOWN}`);
      return content === null ? null : await bytesOf(content.stream);
    } catch (error) {
      this.logger.warn(`The picture of ${sha256} cannot be had: ${String(error)}`);
      return undefined;
    }
  }
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}
