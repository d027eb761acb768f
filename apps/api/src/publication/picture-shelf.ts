import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
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

  constructor(@Inject(EVIDENCE_STORE) private readonly evidence: ContentStore) {}

  async bring(sources: readonly PublishedSource[], sink: TreeSink): Promise<PictureOf> {
    if (this.tree !== sink) this.known = new Map();
    this.tree = sink;
    for (const { sha256, replacedBy } of sources.flatMap(({ photos }) => photos)) {
      if (replacedBy === null && !this.known.has(sha256)) this.known.set(sha256, await this.place(sha256, sink));
    }
    return (sha256) => this.known.get(sha256) ?? null;
  }

  private async place(sha256: string, sink: TreeSink): Promise<string | null> {
    const path = `foto/${sha256.slice(0, 2)}/${sha256}.jpg`;
    if (await sink.has(path)) return path;
    const content = await this.evidence.read(`${sha256}-${SHOWN}`);
    if (content === null) return null;
    await sink.putBytes(path, await bytesOf(content.stream));
    return path;
  }
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}
