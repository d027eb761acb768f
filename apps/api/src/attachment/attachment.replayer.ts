import { isKind } from '@posko/domain';
import type { JournalEntry } from '@posko/domain';
import type { EntityManager } from 'typeorm';
import type { Replayer } from '../platform/replay/replay-registry';
import { keptOf } from './attachment.service';
import type { AttachmentRepository, KeptAttachment } from './attachment.repository';

/** Attachments are what the journal says was kept; the bytes lie outside the database and are not made again. */
export class AttachmentReplayer implements Replayer {
  readonly tables = ['attachment'];
  private readonly rows: KeptAttachment[] = [];

  constructor(private readonly repository: AttachmentRepository) {}

  take(entry: JournalEntry): void {
    if (isKind(entry, 'attachment.kept.v1')) this.rows.push(keptOf(entry.body, entry.at));
  }

  async store(manager: EntityManager): Promise<void> {
    await this.repository.insert(manager, this.rows);
  }
}
