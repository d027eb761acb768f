import { Injectable } from '@nestjs/common';
import { covers, isKind } from '@posko/domain';
import type { JournalEntry } from '@posko/domain';
import type { Projection } from '../platform/journal/journal-follower';
import { ApprovalRepository } from './approval.repository';

/** Told once per batch: the last entry about requests, and the places they were about. */
export type ApprovalWatcher = (seq: number, places: ReadonlySet<string>) => void;

/** Which requests wait for a decision, and where. */
@Injectable()
export class ApprovalProjection implements Projection {
  private places = new Map<string, string>();
  private position = 0;
  private watcher: ApprovalWatcher = () => undefined;

  constructor(private readonly approvals: ApprovalRepository) {}

  watch(watcher: ApprovalWatcher): void {
    this.watcher = watcher;
  }

  get seq(): number {
    return this.position;
  }

  /** Requests that wait within a region. */
  pendingWithin(region: string): number {
    return [...this.places.values()].filter((place) => covers(region, place)).length;
  }

  async load(): Promise<number> {
    const { seq, rows } = await this.approvals.pending();
    this.places = new Map(rows.map(({ id, place }) => [id, place]));
    this.position = seq;
    return seq;
  }

  apply(entries: readonly JournalEntry[]): void {
    const touched = new Set<string>();
    for (const entry of entries) {
      if (entry.seq <= this.position) continue;
      this.position = entry.seq;
      if (isKind(entry, 'approval.asked.v1')) this.places.set(entry.body.approval, entry.body.place);
      else if (isKind(entry, 'approval.decided.v1')) this.places.delete(entry.body.approval);
      else continue;
      touched.add(entry.subject);
    }
    if (touched.size > 0) this.watcher(this.position, touched);
  }
}
