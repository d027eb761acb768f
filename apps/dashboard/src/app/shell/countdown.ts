import { DestroyRef, computed, inject, signal } from '@angular/core';
import type { Signal } from '@angular/core';

const TICK_MS = 250;

/** A time to wait, counting down by the second. */
export interface Countdown {
  /** Milliseconds left, whole seconds; 0 when it is over. */
  readonly leftMs: Signal<number>;
  start(ms: number): void;
}

/** For a form that the server told to wait: `protected readonly wait = injectCountdown();` */
export function injectCountdown(): Countdown {
  const until = signal(0);
  const now = signal(0);
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = (): void => {
    now.set(Date.now());
    if (now() >= until()) clearInterval(timer);
  };
  inject(DestroyRef).onDestroy(() => clearInterval(timer));
  return {
    leftMs: computed(() => Math.max(0, Math.ceil((until() - now()) / 1000)) * 1000),
    start: (ms) => {
      clearInterval(timer);
      until.set(Date.now() + ms);
      tick();
      timer = setInterval(tick, TICK_MS);
    },
  };
}
