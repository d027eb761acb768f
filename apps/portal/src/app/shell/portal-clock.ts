import { InjectionToken } from '@angular/core';
import type { Clock } from '@posko/domain';

/** This device's clock. */
export const PORTAL_CLOCK = new InjectionToken<Clock>('clock', {
  providedIn: 'root',
  factory: () => ({ now: () => Date.now() }),
});
