import { DOCUMENT, DestroyRef, inject } from '@angular/core';
import type { Failure } from './api-store';

const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 15_000];
/** Trouble on the way or at the server: what was sent may be good. All else is an answer to it. */
const PASSING: readonly Failure['code'][] = [
  'unreachable',
  'unreadable',
  'not-ready',
  'internal',
  'too-many-requests',
  'not-signed-in',
  'sign-in-unfinished',
];

/** True where the same can be sent again, under the same id. */
export function isPassing(failure: Failure): boolean {
  return PASSING.includes(failure.code);
}

/** When an outbox tries again: ever more rarely, and at once when the line is back. Made where something can be injected. */
export class RetryTimer {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private attempts = 0;

  constructor(private readonly retry: () => Promise<void>) {
    const view = inject(DOCUMENT).defaultView;
    const onOnline = (): void => this.soon(0);
    view?.addEventListener('online', onOnline);
    inject(DestroyRef).onDestroy(() => {
      view?.removeEventListener('online', onOnline);
      if (this.timer !== null) clearTimeout(this.timer);
    });
  }

  soon(ms = RETRY_MS[Math.min(this.attempts++, RETRY_MS.length - 1)] ?? 0): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.retry(), ms);
  }

  /** Something came through: the next trouble begins anew. */
  reset(): void {
    this.attempts = 0;
  }
}
