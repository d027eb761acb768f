import { Injectable, InjectionToken, inject } from '@angular/core';
import { HttpClient } from '@posko/client';
import type { SessionWatch } from '@posko/client';
import { Subject } from 'rxjs';
import { Attendance } from './attendance';
import { watchedFetch } from './watched-fetch';

export type { Answer, Failure, ResponseOf } from '@posko/client';

/** What the api's client and the session have to say to one another, without knowing one another. */
@Injectable({ providedIn: 'root' })
export class SessionWord implements SessionWatch {
  /** There is no session: the client asks for nothing that needs one. Set by the session store. */
  isMissing = false;
  readonly refusals = new Subject<'not-signed-in' | 'sign-in-unfinished'>();

  isOver(): boolean {
    return this.isMissing;
  }

  onRefused(code: 'not-signed-in' | 'sign-in-unfinished'): void {
    this.refusals.next(code);
  }
}

/** The api over HTTP, for the stores of the features. */
export const API = new InjectionToken<HttpClient>('api', {
  providedIn: 'root',
  factory: () => new HttpClient({ session: inject(SessionWord), fetch: inject(Attendance).fetch, watchedFetch }),
});
