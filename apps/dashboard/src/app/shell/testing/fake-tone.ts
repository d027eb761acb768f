import type { Provider } from '@angular/core';
import { signal } from '@angular/core';
import { RingTone } from '../ring-tone';

/** Counts how often it rang. */
export class FakeTone {
  rings = 0;
  readonly isBlocked = signal(false);

  ring(): void {
    this.rings++;
  }

  allow(): Promise<void> {
    this.isBlocked.set(false);
    return Promise.resolve();
  }

  providers(): Provider[] {
    return [{ provide: RingTone, useValue: this }];
  }
}
