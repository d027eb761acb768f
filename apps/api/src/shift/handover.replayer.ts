import { isKind } from '@posko/domain';
import type { JournalEntry } from '@posko/domain';
import type { EntityManager } from 'typeorm';
import type { Replayer } from '../platform/replay/replay-registry';
import type { HandoverRepository, HandoverRow } from './handover.repository';

export class HandoverReplayer implements Replayer {
  readonly tables = ['handover'];
  private readonly rows = new Map<string, HandoverRow>();

  constructor(private readonly handovers: HandoverRepository) {}

  take(entry: JournalEntry): void {
    if (isKind(entry, 'handover.written.v1')) this.rows.set(entry.body.handover, writtenOf(entry.body, entry.at));
    if (!isKind(entry, 'handover.signed.v1')) return;
    const { handover, remark } = entry.body;
    const row = this.rows.get(handover);
    if (row !== undefined) this.rows.set(handover, { ...row, signedAt: entry.at, remark });
  }

  async store(manager: EntityManager): Promise<void> {
    for (const row of this.rows.values()) await this.handovers.insert(manager, row);
  }
}

/** The row that an entry makes. */
export function writtenOf(body: JournalEntry<'handover.written.v1'>['body'], at: number): HandoverRow {
  const { handover, region, to, note, incidents, counts, actor } = body;
  const from = { id: actor.id, name: actor.name };
  return { id: handover, region, from, to, writtenAt: at, note, incidents, counts, signedAt: null, remark: '' };
}
