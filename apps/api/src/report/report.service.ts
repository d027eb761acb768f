import { Inject, Injectable } from '@nestjs/common';
import type { CommandAnswer, MarkCommand, ReportCommand } from '@posko/contracts';
import { receiptOf } from '@posko/domain';
import type { Actor, JournalBody, TpsCode } from '@posko/domain';
import { requestHash } from '../platform/journal/chain';
import type { CommandQueue } from '../platform/journal/command-queue';
import type { Accepted } from '../platform/journal/journal-types';
import { JournalWriter, acceptedOrThrow } from '../platform/journal/journal-writer';
import { decideTps } from './tps-aggregate';
import type { TpsCommand } from './tps-aggregate';
import { TpsStateRepository } from '../platform/tps/tps-state.repository';
import type { TpsRow } from '../platform/tps/tps-state.repository';

/** What a command came to: the answer, and whether it had been given before. */
export interface Answered {
  readonly answer: CommandAnswer;
  readonly isRepeat: boolean;
}

/** Commands on a TPS. Each is answered once it is in the journal and on disk. */
@Injectable()
export class ReportService {
  private readonly queue: CommandQueue<TpsCommand, TpsRow>;

  constructor(@Inject(JournalWriter) writer: JournalWriter, @Inject(TpsStateRepository) states: TpsStateRepository) {
    this.queue = writer.queueFor({
      load: (client, codes) => states.load(client, codes),
      decide: decideTps,
      save: (client, rows) => states.save(client, rows),
    });
  }

  report(tpsCode: TpsCode, command: ReportCommand, actor: Actor): Promise<Answered> {
    return this.submit(tpsCode, { type: 'report', ...command, actor });
  }

  mark(tpsCode: TpsCode, command: MarkCommand, actor: Actor): Promise<Answered> {
    return this.submit(tpsCode, { type: 'mark', ...command, actor });
  }

  private async submit(subject: TpsCode, payload: TpsCommand): Promise<Answered> {
    // Who sent it does not make it another command: a colleague may repeat what a lost connection left open.
    const { actor: _, ...wish } = payload;
    const hash = requestHash(payload.type, subject, wish);
    return answered(acceptedOrThrow(await this.queue.submit({ id: payload.id, requestHash: hash, subject, payload })));
  }
}

function answered({ entry, hash, isRepeat }: Accepted): Answered {
  const { standsAt } = entry.body as JournalBody<'tps.reported.v1'>;
  return {
    answer: { seq: entry.seq, receipt: receiptOf(entry.seq, Buffer.from(hash, 'hex')), stage: standsAt },
    isRepeat,
  };
}
