import { TpsCode, isKind } from '@posko/domain';
import type { JournalEntry } from '@posko/domain';
import type { EntityManager } from 'typeorm';
import type { Replayer } from '../platform/replay/replay-registry';
import type { KeptPhoto } from '../platform/result/result-state';
import type { EvidenceRepository } from './evidence.repository';

/** Which photos belong where is what the journal says; the bytes lie outside the database and are not made again. */
export class EvidenceReplayer implements Replayer {
  readonly tables = ['evidence'];
  private readonly kept: KeptPhoto[] = [];

  constructor(private readonly repository: EvidenceRepository) {}

  take(entry: JournalEntry): void {
    if (!isKind(entry, 'evidence.kept.v1')) return;
    const { seq, at, commandId, body, subject } = entry;
    this.kept.push({ seq, at, commandId, tps: TpsCode.parse(subject), body });
  }

  async store(manager: EntityManager): Promise<void> {
    await this.repository.fill(manager, this.kept);
  }
}
