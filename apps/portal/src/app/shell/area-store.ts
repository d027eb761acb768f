import { Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import type { PublishedContest } from '@posko/contracts';
import { IndexStore } from './index-store';
import type { Told } from './published-files';
import { RegionWalk } from './region-walk';
import type { AreaFile } from './region-walk';

export type AreaState = 'loading' | 'there' | 'missing' | 'failed';

/** The file of the region that a page is about, followed as long as the page is open. One per page. */
@Injectable()
export class AreaStore {
  private readonly indexStore = inject(IndexStore);
  private readonly walk = inject(RegionWalk);
  /** Contest and code as the address says; null for the first contest and its widest region. */
  readonly contestId = signal<string | null>(null);
  readonly asked = signal<string | null>(null);
  private readonly found = signal<Told<AreaFile> | null>(null);
  private readonly phase = signal<AreaState>('loading');
  private turn = 0;

  private readonly checkedAt = signal<string | null>(null);

  readonly told = this.found.asReadonly();
  /** As of when what is shown is true: the index that it was checked against says so. Null where the server has not said yet. */
  readonly trueAt = this.checkedAt.asReadonly();
  readonly state = this.phase.asReadonly();
  readonly contest = computed<PublishedContest | null>(() => {
    const id = this.contestId();
    return id === null ? (this.indexStore.index()?.contests[0] ?? null) : this.indexStore.contest(id);
  });
  readonly code = computed(() => this.asked() ?? this.contest()?.top ?? null);

  constructor() {
    effect(() => {
      const [index, contest, code] = [this.indexStore.index(), this.contest(), this.code()];
      if (index === null) return;
      untracked(() => {
        if (contest === null || code === null) this.end('missing');
        else void this.load(contest, code);
      });
    });
    effect(() => {
      if (this.indexStore.index() === null && this.indexStore.trouble() !== null) this.end('failed');
    });
  }

  /** Again where it did not succeed. */
  retry(): void {
    void this.indexStore.ask();
  }

  private async load(contest: PublishedContest, code: string): Promise<void> {
    const turn = ++this.turn;
    const isShown = this.isAbout(contest.id, code);
    if (!isShown) {
      this.phase.set('loading');
      const known = await this.walk.recall(contest.id, code);
      if (turn !== this.turn) return;
      this.checkedAt.set(null);
      this.found.set(known);
      if (known !== null) this.phase.set('there');
    }
    try {
      const told = await this.walk.to(contest, code, this.indexStore.seq());
      if (turn !== this.turn) return;
      if (told === null) this.end('missing');
      else this.show(told);
    } catch {
      if (turn === this.turn && this.found() === null) this.end('failed');
    }
  }

  private show(told: Told<AreaFile>): void {
    const shown = this.found();
    // What came from the server is not put back by what the device remembers of it.
    if (told.from === 'server' || shown === null) this.found.set(told);
    if (told.from === 'server' && this.indexStore.trouble() === null)
      this.checkedAt.set(this.indexStore.index()?.at ?? null);
    this.phase.set('there');
  }

  private end(state: 'missing' | 'failed'): void {
    // What is still on its way was asked for another place.
    this.turn++;
    this.found.set(null);
    this.checkedAt.set(null);
    this.phase.set(state);
  }

  private isAbout(contest: string, code: string): boolean {
    const file = this.found()?.file;
    return file?.contest === contest && code.startsWith(file.region.code) && file.region.code.length === lengthOf(code);
  }
}

function lengthOf(code: string): number {
  return Math.min(code.length, 10);
}
