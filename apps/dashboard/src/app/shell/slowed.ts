import { DestroyRef, effect, inject, signal } from '@angular/core';
import type { Signal } from '@angular/core';

/** A signal that follows another at most once in `everyMs`: at once after a rest, and never missing the last value. */
export function slowed<T>(source: Signal<T>, everyMs: number): Signal<T> {
  const slow = signal(source());
  let timer: ReturnType<typeof setTimeout> | null = null;
  let waiting: { value: T } | null = null;
  const rest = (): void => {
    timer = setTimeout(() => {
      timer = null;
      if (waiting === null) return;
      slow.set(waiting.value);
      waiting = null;
      rest();
    }, everyMs);
  };
  effect(() => {
    const value = source();
    if (timer !== null) {
      waiting = { value };
      return;
    }
    slow.set(value);
    rest();
  });
  inject(DestroyRef).onDestroy(() => {
    if (timer !== null) clearTimeout(timer);
  });
  return slow.asReadonly();
}
