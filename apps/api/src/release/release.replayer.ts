import { isKind } from '@posko/domain';
import type { JournalEntry } from '@posko/domain';
import type { EntityManager } from 'typeorm';
import type { Replayer } from '../platform/replay/replay-registry';
import type { QuickCountRepository, QuickCountRow } from './quick-count.repository';
import { evolveReleases, refOf } from './release-state';
import type { ReleaseState } from './release-state';
import type { ReleaseRepository } from './release.repository';

/** Folds what was frozen, given out and discarded, and what institutes said. */
export class ReleaseReplayer implements Replayer {
  readonly tables = ['release', 'quick_count'];
  private readonly states = new Map<string, ReleaseState>();
  private readonly quickCountRows: QuickCountRow[] = [];

  constructor(
    private readonly releases: ReleaseRepository,
    private readonly quickCounts: QuickCountRepository,
  ) {}

  take(entry: JournalEntry): void {
    evolveReleases(this.states, entry);
    if (isKind(entry, 'quickCount.entered.v1')) this.quickCountRows.push(quickCountRowOf(entry));
  }

  async store(manager: EntityManager): Promise<void> {
    for (const state of this.states.values()) await this.releases.save(manager, state);
    for (const row of this.quickCountRows) await this.quickCounts.insert(manager, row);
  }
}

/** The row that an entry makes. */
export function quickCountRowOf({
  seq,
  at,
  body,
}: Pick<JournalEntry<'quickCount.entered.v1'>, 'seq' | 'at' | 'body'>): QuickCountRow {
  const { quickCount, contest, figures, actor } = body;
  return { id: quickCount, contest, figures, enteredBy: refOf(actor), enteredAt: at, seq };
}
