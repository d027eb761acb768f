import { Injectable, computed, inject, signal } from '@angular/core';
import { API } from './api-store';
import type { ResponseOf } from './api-store';

/** What this office offers at the door: ways to sign in, and whether all of it is a demo. Asked once, by whoever needs it first. */
@Injectable({ providedIn: 'root' })
export class OfferStore {
  private readonly api = inject(API);
  private readonly held = signal<ResponseOf<'signInOffer'> | null>(null);

  readonly offer = this.held.asReadonly();
  readonly isDemo = computed(() => this.held()?.isDemo ?? false);

  constructor() {
    void this.ask();
  }

  private async ask(): Promise<void> {
    const answer = await this.api.call('signInOffer', {});
    if (answer.isOk) this.held.set(answer.value);
  }
}
