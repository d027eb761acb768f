import { DOCUMENT, Injectable, inject } from '@angular/core';
import { UNATTENDED_HEADER } from '@posko/contracts';

/** Without a hand at mouse, screen or keyboard for so long, nobody is there. */
const AWAY_AFTER_MS = 2 * 60_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel'];

/** Knows whether somebody is at the screen, and tells the server when nobody is: such requests do not prolong the session. */
@Injectable({ providedIn: 'root' })
export class Attendance {
  private seenAt = Date.now();

  constructor() {
    const document = inject(DOCUMENT);
    const see = (): void => {
      this.seenAt = Date.now();
    };
    // At the top and before anyone else: a list that stops the event must not hide its hand.
    for (const sign of SIGNS) document.addEventListener(sign, see, { capture: true, passive: true });
  }

  readonly fetch: typeof fetch = (input, init) => {
    if (Date.now() - this.seenAt < AWAY_AFTER_MS) return fetch(input, init);
    const headers = new Headers(init?.headers);
    headers.set(UNATTENDED_HEADER, '1');
    return fetch(input, { ...init, headers });
  };
}
