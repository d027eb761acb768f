import { Injectable } from '@nestjs/common';
import { ReleaseFile } from '@posko/contracts';
import type { ProjectorView } from '@posko/contracts';
import { isoTime } from '@posko/domain';
import type { ContestId } from '@posko/domain';
import { BlobStore } from '../../platform/blob/blob-store';
import { correctedTps } from '../../platform/release/release-corrections';
import { ReleaseReader } from '../../platform/release/release-reader';
import { ReleaseRepository } from '../release.repository';

type Sentences = ReleaseFile['sentences'];

/** The latest release of a contest in a few words. Its sentences never change: they are read once. */
@Injectable()
export class LatestRelease {
  private readonly sentences = new Map<string, Sentences>();

  constructor(
    private readonly releases: ReleaseRepository,
    private readonly reader: ReleaseReader,
    private readonly blobs: BlobStore,
  ) {}

  async of(contest: ContestId): Promise<ProjectorView['release']> {
    const state = await this.releases.latestReleased(contest);
    if (state === null) return null;
    const [corrections = []] = await this.reader.corrections([state]);
    return {
      ...{ number: state.number, contest, seq: state.seq, at: isoTime(state.at) },
      releasedAt: isoTime(state.decidedAt ?? state.draftedAt),
      sentences: await this.said(state.sha256),
      corrections: correctedTps(corrections),
    };
  }

  private async said(sha256: string): Promise<Sentences> {
    const known = this.sentences.get(sha256);
    if (known !== undefined) return known;
    const { sentences } = ReleaseFile.parse(JSON.parse((await this.blobs.get(sha256)).toString('utf8')));
    this.sentences.set(sha256, sentences);
    return sentences;
  }
}
