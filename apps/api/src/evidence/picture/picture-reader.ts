import { Injectable } from '@nestjs/common';
import { EVIDENCE_EDGE } from '@posko/contracts';
import type { PhotoDoubt } from '@posko/domain';
import sharp from 'sharp';
import type { Metadata, Sharp } from 'sharp';
import { ApiError } from '../../platform/http/api-error';
import { doubtsOf } from './picture-check';
import { HASH_SIDE, LIKENESS_SIDE, drawnOn, hashOf } from './picture-likeness';

/** What is made from a picture: for the screen beside the figures, and for lists. */
export const DERIVED_EDGES = { screen: 2000, thumb: 320 } as const;
export type DerivedSize = keyof typeof DERIVED_EDGES;

/** A picture as it was understood. */
export interface ReadPicture {
  /** Upright, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly doubts: readonly PhotoDoubt[];
  readonly perceptualHash: string;
  readonly derived: Readonly<Record<DerivedSize, Buffer>>;
}

/** Pixels that are decoded line by line, as telephones write them; those that have to be held whole are fewer. */
const PIXELS = 120_000_000;
const WHOLE_PIXELS = 50_000_000;
/** Longer edge at which a picture is judged. */
const JUDGED_EDGE = 1000;
const TIME_LIMIT_SECONDS = 20;
/** Standard deviation, in pixels, of what is taken away so that only lines and letters are left. */
const LIGHT_BLUR = 6;

// One thread each for as many pictures as are worked on at once: the rest of the machine is for answers.
sharp.concurrency(1);
sharp.cache(false);

/** Reads pictures that may be anything: nothing is decoded before its header has said how large it is. */
@Injectable()
export class PictureReader {
  async read(path: string): Promise<ReadPicture> {
    const { width, height } = await sizeOf(path);
    try {
      const screen = await derive(open(path), DERIVED_EDGES.screen);
      const [thumb, grey] = await Promise.all([derive(sharp(screen), DERIVED_EDGES.thumb), judged(screen)]);
      const doubts = doubtsOf(grey, Math.min(width, height));
      // Of the small one: in the large one, what the compression left of empty paper decides.
      return { width, height, doubts, perceptualHash: await hashed(thumb), derived: { screen, thumb } };
    } catch {
      // Cut off, damaged, or made to look like a picture.
      throw new ApiError('evidence-refused', { reason: 'unreadable' });
    }
  }

  /** What is drawn on a picture, to be held against another. */
  async drawn(picture: Buffer): Promise<Int16Array> {
    const grey = sharp(picture).greyscale().resize(LIKENESS_SIDE, LIKENESS_SIDE, { fit: 'fill' }).blur(0.7);
    const pixels = await bytesOf(grey);
    const raw = { width: LIKENESS_SIDE, height: LIKENESS_SIDE, channels: 1 as const };
    return drawnOn(pixels, await bytesOf(sharp(pixels, { raw }).blur(LIGHT_BLUR)));
  }
}

/** By the header alone. */
async function sizeOf(path: string): Promise<{ width: number; height: number }> {
  const head = await sharp(path, { limitInputPixels: false }).metadata().catch(refuse);
  const size = uprightSize(head);
  refuseHuge(size, head.format !== 'jpeg' || head.isProgressive);
  return size;
}

/** Refuses what is no photo of a form by its size; what has to be held whole to be decoded may be smaller only. */
export function refuseHuge({ width, height }: { width: number; height: number }, isHeldWhole: boolean): void {
  const pixels = isHeldWhole ? WHOLE_PIXELS : PIXELS;
  if (Math.max(width, height) <= EVIDENCE_EDGE && width * height <= pixels) return;
  throw new ApiError('evidence-refused', { reason: 'too-large', width, height, edge: EVIDENCE_EDGE, pixels });
}

function refuse(): never {
  throw new ApiError('evidence-refused', { reason: 'unreadable' });
}

function uprightSize({ width, height, orientation = 1 }: Metadata): { width: number; height: number } {
  return orientation > 4 ? { width: height, height: width } : { width, height };
}

function open(path: string): Sharp {
  const limits = { limitInputPixels: PIXELS, sequentialRead: true, failOn: 'error', pages: 1 } as const;
  return sharp(path, limits).timeout({ seconds: TIME_LIMIT_SECONDS }).autoOrient();
}

/** A JPEG without anything that the camera wrote beside the picture: no place, no name, no number of a telephone. */
function derive(picture: Sharp, edge: number): Promise<Buffer> {
  const fitted = picture
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' });
  return fitted.jpeg({ quality: 80 }).toBuffer();
}

async function judged(picture: Buffer): Promise<{ data: Uint8Array; width: number; height: number }> {
  const grey = sharp(picture).resize(JUDGED_EDGE, JUDGED_EDGE, { fit: 'inside', withoutEnlargement: true }).greyscale();
  const { data, info } = await grey.raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

async function hashed(picture: Buffer): Promise<string> {
  const small = sharp(picture)
    .greyscale()
    .resize(HASH_SIDE + 1, HASH_SIDE, { fit: 'fill', kernel: 'lanczos3' });
  return hashOf(await bytesOf(small));
}

/** One byte a pixel. */
function bytesOf(picture: Sharp): Promise<Buffer> {
  return picture.extractChannel(0).raw().toBuffer();
}
