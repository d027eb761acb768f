import { Injectable } from '@nestjs/common';
import { FairQueue, QueueFull } from '../../platform/access/fair-queue';
import { ApiError } from '../../platform/http/api-error';
import { PictureReader } from './picture-reader';
import type { ReadPicture } from './picture-reader';

/** Pictures worked on at once; each takes a fraction of a second of one core and some tens of megabytes. */
const AT_ONCE = 2;
/** Pictures waiting for it, of all. */
const WAITING = 200;

/** Reads a few pictures at a time; whoever sends many waits behind himself, and the rest is told to come again. */
@Injectable()
export class PictureDesk {
  private readonly queue = new FairQueue({ atOnce: AT_ONCE, waiting: WAITING });

  constructor(private readonly reader: PictureReader) {}

  read(path: string, sender: string): Promise<ReadPicture> {
    return this.inTurn(sender, () => this.reader.read(path));
  }

  drawn(picture: Buffer, sender: string): Promise<Int16Array> {
    return this.inTurn(sender, () => this.reader.drawn(picture));
  }

  private async inTurn<T>(sender: string, work: () => Promise<T>): Promise<T> {
    try {
      return await this.queue.run({ key: sender, isKnown: true }, work);
    } catch (error) {
      throw error instanceof QueueFull ? new ApiError('not-ready') : error;
    }
  }
}
