import type { JournalEntry } from '@posko/domain';
import type { EntityManager } from 'typeorm';
import type { Replayer } from '../platform/replay/replay-registry';
import { evolveApprovals } from './approval-state';
import type { ApprovalState } from './approval-state';
import type { ApprovalRepository } from './approval.repository';

/** Folds what was asked and decided. */
export class ApprovalReplayer implements Replayer {
  readonly tables = ['approval'];
  private readonly states = new Map<string, ApprovalState>();

  constructor(private readonly approvals: ApprovalRepository) {}

  take(entry: JournalEntry): void {
    evolveApprovals(this.states, entry);
  }

  async store(manager: EntityManager): Promise<void> {
    for (const state of this.states.values()) await this.approvals.save(manager, state);
  }
}
