import { DestroyRef, Injectable, inject, signal } from '@angular/core';
import type { IncidentQuery, IncidentRow } from '@posko/contracts';
import { API } from '../shell/board-store';

const AFTER_MS = 200;
const MOST = 8;

/** Incidents by number, words, caller or telephone number, while somebody types. */
@Injectable()
export class IncidentSearchStore {
  private readonly api = inject(API);
  private readonly found = signal<readonly IncidentRow[]>([]);
  private readonly asking = signal(false);
  private timer: ReturnType<typeof setTimeout> | null = null;
  private turn = 0;
  readonly rows = this.found.asReadonly();
  readonly isLooking = this.asking.asReadonly();

  constructor() {
    inject(DestroyRef).onDestroy(() => this.drop());
  }

  look(q: string, view: IncidentQuery['view'] = 'all'): void {
    this.drop();
    if (q.trim() === '') return this.found.set([]);
    this.asking.set(true);
    this.timer = setTimeout(() => void this.ask(q.trim().slice(0, 100), view), AFTER_MS);
  }

  private async ask(q: string, view: IncidentQuery['view']): Promise<void> {
    const turn = ++this.turn;
    const answer = await this.api.call('incidents', { query: { q, view, sort: 'changed', limit: MOST } });
    if (turn !== this.turn) return;
    this.asking.set(false);
    this.found.set(answer.isOk ? answer.value.rows : []);
  }

  private drop(): void {
    this.turn++;
    this.asking.set(false);
    if (this.timer !== null) clearTimeout(this.timer);
  }
}
