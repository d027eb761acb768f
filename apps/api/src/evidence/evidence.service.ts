import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { EVIDENCE_BYTES } from '@posko/contracts';
import type { EvidenceAnswer, EvidenceQuery } from '@posko/contracts';
import type { Contest, JournalBody, TpsCode } from '@posko/domain';
import type { Content, ContentStore, Received } from '../platform/content/content-store';
import { ApiError } from '../platform/http/api-error';
import { ResultWriter } from '../platform/result/result-writer';
import type { Acting, ResultOutcome } from '../platform/result/result-writer';
import { EvidenceJudge } from './evidence-judge';
import { EVIDENCE_STORE } from '../platform/content/evidence-store';
import { isEvidenceType } from './evidence-type';
import type { EvidenceType } from './evidence-type';
import { EvidenceRepository } from './evidence.repository';
import { PhotoMatches } from './photo-matches';
import { DERIVED_EDGES } from './picture/picture-reader';
import type { DerivedSize, ReadPicture } from './picture/picture-reader';

/** What a photo is to be kept for. */
export interface EvidenceOrder extends Pick<EvidenceQuery, 'id' | 'page' | 'replaces'> {
  readonly contest: Contest;
  readonly tps: TpsCode;
}

export interface EvidenceOutcome {
  readonly answer: EvidenceAnswer;
  readonly isRepeat: boolean;
}

/** Keeps photos: first the bytes as they came and what is made from them, then the entry that tells of them. */
@Injectable()
export class EvidenceService {
  /** What is being kept here at this moment: the same photo twice at once is one. */
  private readonly underWay = new Map<string, Promise<unknown>>();

  constructor(
    private readonly repository: EvidenceRepository,
    private readonly results: ResultWriter,
    private readonly judge: EvidenceJudge,
    private readonly matches: PhotoMatches,
    @Inject(EVIDENCE_STORE) private readonly store: ContentStore,
  ) {}

  async keep(body: Readable, order: EvidenceOrder, acting: Acting): Promise<EvidenceOutcome> {
    const received = await this.store.receive(body, EVIDENCE_BYTES);
    try {
      const key = `${order.contest.id} ${order.tps} ${order.page} ${received.sha256}`;
      return await this.oneByOne(key, () => this.keepReceived(received, order, acting));
    } finally {
      await this.store.discard(received);
    }
  }

  /** The bytes of a photo that belongs there, or a picture made from them. */
  async read(
    { contest, tps }: Pick<EvidenceOrder, 'contest' | 'tps'>,
    sha256: string,
    size: DerivedSize | 'original',
  ): Promise<Content & { mediaType: EvidenceType }> {
    const mediaType = await this.repository.mediaType({ contest: contest.id, tps }, sha256);
    if (mediaType === null || !isEvidenceType(mediaType)) throw new ApiError('evidence-not-found');
    const content = await this.store.read(size === 'original' ? sha256 : `${sha256}-${size}`);
    if (content === null) throw new ApiError('evidence-not-found', { size });
    return { ...content, mediaType: size === 'original' ? mediaType : 'image/jpeg' };
  }

  private async keepReceived(received: Received, order: EvidenceOrder, acting: Acting): Promise<EvidenceOutcome> {
    const { contest, tps, page, replaces = null } = order;
    const { sha256, bytes } = received;
    const place = { contest: contest.id, tps };
    const earlier = await this.repository.ofPage(place, page, sha256);
    const isRepeat = earlier !== null && (replaces === null || replaces === earlier.replaces);
    const { picture, doubts: seen, ...measures } = await this.judge.judge(received.path, acting.person.id);
    await this.settle(received, picture);
    const found = isRepeat ? [] : await this.found(tps, sha256, picture);
    const doubts = [...new Set([...seen, ...found.map(({ doubt }) => doubt)])];
    const outcome = await this.results.keepPhoto(
      {
        id: isRepeat ? earlier.commandId : order.id,
        ...{ contest, tps, bytes, ...measures },
        photo: { sha256, page, doubts },
        replaces: isRepeat ? earlier.replaces : replaces,
      },
      acting,
    );
    // Again the same bytes: another TPS may have brought them in the meantime.
    await this.matches.tell(outcome.seq, [...found, ...(await this.matches.same(tps, sha256))]);
    return { answer: answerOf(outcome), isRepeat: outcome.isRepeat };
  }

  private async found(tps: TpsCode, sha256: string, picture: ReadPicture | null): ReturnType<PhotoMatches['same']> {
    const similar = picture === null ? [] : await this.matches.similar(tps, sha256, picture);
    return [...(await this.matches.same(tps, sha256)), ...similar];
  }

  /** Also where they lie already: what lies there may have been torn by a disk that lost its power. */
  private async settle(received: Received, picture: ReadPicture | null): Promise<void> {
    await this.store.settle(received);
    if (picture === null) return;
    const sizes = Object.keys(DERIVED_EDGES) as DerivedSize[];
    await Promise.all(sizes.map((size) => this.store.add(`${received.sha256}-${size}`, picture.derived[size])));
  }

  private async oneByOne<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.underWay.get(key) ?? Promise.resolve();
    const own = before.then(work, work);
    this.underWay.set(key, own);
    try {
      return await own;
    } finally {
      if (this.underWay.get(key) === own) this.underWay.delete(key);
    }
  }
}

function answerOf({ seq, receipt, version, body }: ResultOutcome): EvidenceAnswer {
  const { photo, mediaType, bytes, width, height, perceptualHash } = body as JournalBody<'evidence.kept.v1'>;
  const { sha256, doubts, at } = photo;
  return {
    seq,
    receipt,
    at,
    sha256,
    mediaType,
    bytes,
    width,
    height,
    doubts,
    version,
    hasPicture: perceptualHash !== null,
  };
}
