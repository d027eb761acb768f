import { Inject, Injectable, Logger } from '@nestjs/common';
import type { PhotoDoubt, TpsCode } from '@posko/domain';
import { ContestHolder } from '../platform/contest/contest-holder';
import type { ContentStore } from '../platform/content/content-store';
import { ResultWriter } from '../platform/result/result-writer';
import { EVIDENCE_STORE } from '../platform/content/evidence-store';
import { EvidenceRepository } from './evidence.repository';
import type { Elsewhere } from './evidence.repository';
import { PictureReader } from './picture/picture-reader';
import type { ReadPicture } from './picture/picture-reader';
import { isAlike } from './picture/picture-likeness';

/** The same bytes, or the same picture in other bytes, at another TPS. */
export interface Match extends Elsewhere {
  readonly doubt: Extract<PhotoDoubt, 'duplicate' | 'similar'>;
}

/** Finds photos that lie at more than one TPS (W207), and says so at both. */
@Injectable()
export class PhotoMatches {
  private readonly logger = new Logger('Evidence');

  constructor(
    private readonly repository: EvidenceRepository,
    private readonly reader: PictureReader,
    private readonly contests: ContestHolder,
    private readonly results: ResultWriter,
    @Inject(EVIDENCE_STORE) private readonly store: ContentStore,
  ) {}

  async same(tps: TpsCode, sha256: string): Promise<Match[]> {
    const same = await this.repository.sameElsewhere(tps, sha256);
    return same.map((other) => ({ ...other, doubt: 'duplicate' }));
  }

  /** Nearly the same hash is not enough: forms are all one print. What is drawn on them has to be the same. */
  async similar(tps: TpsCode, sha256: string, { perceptualHash, derived }: ReadPicture): Promise<Match[]> {
    const near = await this.repository.nearElsewhere(tps, sha256, perceptualHash);
    if (near.length === 0) return [];
    const own = await this.reader.drawn(derived.thumb);
    const found: Match[] = [];
    for (const other of near) {
      const picture = await this.store.read(`${other.sha256}-thumb`);
      if (picture === null) continue;
      const bytes = Buffer.concat((await picture.stream.toArray()) as Buffer[]);
      if (isAlike(own, await this.reader.drawn(bytes))) found.push({ ...other, doubt: 'similar' });
    }
    return found;
  }

  /** The others are told once the photo is kept; they stand doubted for it, and what is kept does not depend on it. */
  async tell(seq: number, matches: readonly Match[]): Promise<void> {
    for (const { doubt, ...other } of matches) {
      const contest = this.contests.get(other.contest);
      if (contest === undefined) continue;
      await this.results
        .match(contest, other.tps, { sha256: other.sha256, doubt, with: seq })
        .catch((error: unknown) => {
          this.logger.error(`${other.tps} was not told of a photo like its own: ${String(error)}`);
        });
    }
  }
}
