import { DOCUMENT, DestroyRef, inject } from '@angular/core';

/** Keeps the screen on while a page shows, where the browser lets us; without it the screen's own settings decide. */
export function useWakeLock(): void {
  const document = inject(DOCUMENT);
  let lock: WakeLockSentinel | null = null;
  let isOver = false;
  const take = async (): Promise<void> => {
    const navigator = document.defaultView?.navigator;
    // Insecure pages have none, and a page that is not looked at gets none.
    if (navigator === undefined || !('wakeLock' in navigator) || document.visibilityState !== 'visible') return;
    try {
      lock = await navigator.wakeLock.request('screen');
      if (isOver) await lock.release();
    } catch {
      lock = null;
    }
  };
  const onSeen = (): void => void take();
  document.addEventListener('visibilitychange', onSeen);
  inject(DestroyRef).onDestroy(() => {
    isOver = true;
    document.removeEventListener('visibilitychange', onSeen);
    void lock?.release();
  });
  void take();
}
