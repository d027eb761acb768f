import { Injectable } from '@nestjs/common';
import type { PhotoDoubt } from '@posko/domain';
import { ApiError } from '../platform/http/api-error';
import { evidenceTypeOf, pdfRefusal } from './evidence-type';
import type { EvidenceType } from './evidence-type';
import { heicSize } from './heic-head';
import { SMALL_EDGE } from './picture/picture-check';
import { PictureDesk } from './picture/picture-desk';
import { refuseHuge } from './picture/picture-reader';
import type { ReadPicture } from './picture/picture-reader';

/** A file as it was judged. */
export interface Judged {
  readonly mediaType: EvidenceType;
  /** Null of what cannot be drawn here. */
  readonly picture: ReadPicture | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly perceptualHash: string | null;
  readonly doubts: readonly PhotoDoubt[];
}

const UNDRAWN = { picture: null, perceptualHash: null } as const;

/** Says what a file is and what is doubtful about it, or refuses it. */
@Injectable()
export class EvidenceJudge {
  constructor(private readonly desk: PictureDesk) {}

  async judge(path: string, sender: string): Promise<Judged> {
    const mediaType = await evidenceTypeOf(path);
    if (mediaType === null) throw refused('type');
    if (mediaType === 'application/pdf') return this.scan(path, mediaType);
    if (mediaType === 'image/heic') return this.heic(path, mediaType);
    const picture = await this.desk.read(path, sender);
    const { width, height, perceptualHash, doubts } = picture;
    return { mediaType, picture, width, height, perceptualHash, doubts };
  }

  private async scan(path: string, mediaType: EvidenceType): Promise<Judged> {
    const reason = await pdfRefusal(path);
    if (reason !== null) throw refused(reason);
    return { ...UNDRAWN, mediaType, width: null, height: null, doubts: [] };
  }

  /** Its boxes are looked at; what they hold is for programs that can decode it. */
  private async heic(path: string, mediaType: EvidenceType): Promise<Judged> {
    const size = await heicSize(path);
    if (size === null) throw refused('unreadable');
    refuseHuge(size, true);
    const isSmall = Math.min(size.width, size.height) < SMALL_EDGE;
    return { ...UNDRAWN, ...size, mediaType, doubts: isSmall ? ['small'] : [] };
  }
}

function refused(reason: string): ApiError {
  return new ApiError('evidence-refused', { reason });
}
