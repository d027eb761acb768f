import { Injectable } from '@nestjs/common';
import type { PublishedReleaseRef } from '@posko/contracts';
import { BlobStore } from '../platform/blob/blob-store';
import { ReleaseReader } from '../platform/release/release-reader';
import type { ReleasedFiles } from '../platform/release/release-reader';
import type { TreeSink } from './tree/tree-file';

const ENDINGS = ['json', 'pdf', 'png'] as const;

/** Brings releases into the tree, each once: they never change. */
@Injectable()
export class ReleaseShelf {
  /** By tree: releases, by the hash of their file, that this instance put there. */
  private readonly placed = new WeakMap<TreeSink, Set<string>>();

  constructor(
    private readonly releases: ReleaseReader,
    private readonly blobs: BlobStore,
  ) {}

  /** All there are, latest first. */
  async bring(sink: TreeSink): Promise<PublishedReleaseRef[]> {
    const released = await this.releases.released();
    for (const release of released) await this.place(release, sink);
    return released.map(({ number, contest, seq, at, releasedAt, files, corrections, corrected }) => ({
      ...{ number, contest, seq, at, releasedAt, corrections, corrected: [...corrected] },
      file: addressOf(number, 'json'),
      sha256: files.json,
      pdf: addressOf(number, 'pdf'),
      image: addressOf(number, 'png'),
    }));
  }

  /** Once by each instance, whatever lies there: of a rehearsal's release of that number nothing may be left. */
  private async place({ number, files }: ReleasedFiles, sink: TreeSink): Promise<void> {
    const placed = this.placed.get(sink) ?? new Set();
    this.placed.set(sink, placed);
    if (placed.has(files.json)) return;
    for (const ending of ENDINGS)
      await sink.putBytes(`v1/${addressOf(number, ending)}`, await this.blobs.get(files[ending]));
    placed.add(files.json);
  }
}

function addressOf(number: number, ending: (typeof ENDINGS)[number]): string {
  return `rilis/${number}.${ending}`;
}
