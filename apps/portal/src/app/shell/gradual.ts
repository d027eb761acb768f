import { effect, signal } from '@angular/core';
import type { Signal } from '@angular/core';

/** So many rows are drawn in one go: less than a twentieth of a second on an old telephone. */
const STEP = 10;

/**
 * How many of `total()` rows may be drawn: a few, and more with each turn of the event loop, so that a slow device answers its
 * reader between them. In an injection context.
 */
export function gradually(total: () => number): Signal<number> {
  const limit = signal(STEP);
  effect((onCleanup) => {
    if (limit() >= total()) return;
    const timer = setTimeout(() => limit.update((before) => before + STEP));
    onCleanup(() => clearTimeout(timer));
  });
  return limit.asReadonly();
}
