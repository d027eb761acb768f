import { Injectable } from '@nestjs/common';
import type { PublicationOrder, PublicationStatus } from '@posko/contracts';
import { isoTime } from '@posko/domain';
import type { Actor } from '@posko/domain';
import { ApiError } from '../platform/http/api-error';
import { requestHash } from '../platform/journal/chain';
import { JournalRepository } from '../platform/journal/journal.repository';
import { JournalWriter } from '../platform/journal/journal-writer';
import { PauseReader } from '../platform/publication/pause-reader';
import { PublicationTicker } from './publication-ticker';
import { Publisher } from './publisher';

/** Says how the public files stand, and lets somebody stop them where they are. */
@Injectable()
export class PublicationService {
  constructor(
    private readonly pauses: PauseReader,
    private readonly publisher: Publisher,
    private readonly ticker: PublicationTicker,
    private readonly journal: JournalRepository,
    private readonly writer: JournalWriter,
  ) {}

  async status(): Promise<PublicationStatus> {
    const [{ seq }, pause] = await Promise.all([this.journal.head(), this.pauses.current()]);
    const { isWriter, at, fault } = this.ticker.standing;
    const { publishedSeq } = this.publisher;
    return {
      ...{ seq, isWriter, fault },
      publishedSeq: isWriter && publishedSeq >= 0 ? publishedSeq : null,
      publishedAt: at === null ? null : isoTime(at),
      pause,
    };
  }

  async order(
    { id, act, reason }: PublicationOrder,
    actor: Actor,
  ): Promise<{ status: PublicationStatus; isRepeat: boolean }> {
    const hash = requestHash('publication.order', '', { act, reason });
    const { isRepeat } = await this.writer.transact({ id, requestHash: hash }, async () => {
      const isPaused = (await this.pauses.current()) !== null;
      if (isPaused === (act === 'pause')) throw new ApiError('publication-transition', { isPaused });
      const kind = act === 'pause' ? ('publication.paused.v1' as const) : ('publication.resumed.v1' as const);
      return { kind, subject: '', body: { reason, actor } };
    });
    return { status: await this.status(), isRepeat };
  }
}
