import { DOCUMENT, DestroyRef, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationStart, Router, Scroll } from '@angular/router';

/** A page whose tables are not there by then is shorter than it was. */
const PATIENCE_MS = 3000;
/** Where the reader takes over. */
const HANDS = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/**
 * Goes back to where a page was left, once it is long enough again: its tables are drawn a few rows at a time, after the router has
 * scrolled as far as it could. In an injection context.
 */
export function scrollBack(): void {
  const router = inject(Router);
  const view = inject(DOCUMENT).defaultView;
  if (view === null) return;
  let frame = 0;
  const stop = (): void => {
    view.cancelAnimationFrame(frame);
    for (const hand of HANDS) view.removeEventListener(hand, stop);
  };
  const begin = (left: number, top: number): void => {
    const until = view.performance.now() + PATIENCE_MS;
    const step = (): void => {
      const isLongEnough = view.document.documentElement.scrollHeight >= top + view.innerHeight;
      if (isLongEnough) view.scrollTo(left, top);
      if (isLongEnough || view.performance.now() > until) stop();
      else frame = view.requestAnimationFrame(step);
    };
    for (const hand of HANDS) view.addEventListener(hand, stop, { passive: true });
    frame = view.requestAnimationFrame(step);
  };
  inject(DestroyRef).onDestroy(stop);
  router.events.pipe(takeUntilDestroyed()).subscribe((event) => {
    if (event instanceof NavigationStart) stop();
    // Of a page that was left before it could be noted the router has no place, whatever its types say.
    if (event instanceof Scroll && Array.isArray(event.position)) begin(...event.position);
  });
}
