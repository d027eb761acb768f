import { Injectable, computed, inject, signal } from '@angular/core';
import { API } from './api-store';
import type { ResponseOf } from './api-store';

/** What this office tells at the door: ways to sign in, whether all of it is a demo, where the public reads. Asked once, by whoever needs it first. */
@Injectable({ providedIn: 'root' })
export class OfferStore {
  private readonly api = inject(API);
  private readonly held = signal<ResponseOf<'signInOffer'> | null>(null);

  readonly offer = this.held.asReadonly();
  /** What addresses of the public files begin with. */
  readonly publication = computed(() => this.held()?.publication ?? '/publik/');
  readonly isDemo = computed(() => this.held()?.isDemo ?? false);

  constructor() {
    void this.ask();
  }

  private async ask(): Promise<void> {
    const answer = await this.api.call('signInOffer', {});
    if (answer.isOk) this.held.set(answer.value);
  }
}
