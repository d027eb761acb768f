import { DestroyRef, Injectable, InjectionToken, computed, effect, inject, signal, untracked } from '@angular/core';
import { HttpClient } from '@posko/client';
import type { Answer, ResponseOf } from '@posko/client';
import { PROJECTOR_HEADER } from '@posko/contracts';
import type { ContestId } from '@posko/domain';
import { Formats } from '@posko/ui';
import { PolledRead } from '../shell/polled-read';
import { projectorState } from './projector-state';
import { takeProjectorToken } from './projector-token';

export type ProjectorView = ResponseOf<'projector'>;

const ASK_EVERY_MS = 5_000;
const TICK_MS = 1_000;

type Ask = (token: string, contest: string | null, signal: AbortSignal) => Promise<Answer<ProjectorView>>;

/** Asks with the token of the link and nothing else: no cookie is needed, nobody is signed in. Specs give their own. */
export const ASK_PROJECTOR = new InjectionToken<Ask>('ask projector', {
  providedIn: 'root',
  factory: () => (token, contest, signal) => {
    const http = new HttpClient({
      fetch: (input, init) => {
        const headers = new Headers(init?.headers);
        headers.set(PROJECTOR_HEADER, token);
        return globalThis.fetch(input, { ...init, headers, credentials: 'omit' });
      },
    });
    const query = contest === null ? {} : { contest: contest as ContestId };
    return http.call('projector', { query, signal });
  },
});

/** What the screen shows, asked for again and again, and how far it can be relied on. */
@Injectable()
export class ProjectorStore {
  private readonly ask = inject(ASK_PROJECTOR);
  private readonly formats = inject(Formats);
  private readonly token = takeProjectorToken();
  private readonly now = signal(Date.now());
  private readonly contest = signal<string | null>(null);

  private readonly read = new PolledRead<ProjectorView>({
    read: async (abort) => {
      let answer = await this.ask(this.token ?? '', this.contest(), abort);
      // A contest of the address that is not there: the first one is.
      if (!answer.isOk && answer.failure.code === 'contest-not-found')
        answer = await this.ask(this.token ?? '', null, abort);
      if (answer.isOk) this.formats.utcOffsetMinutes.set(answer.value.utcOffsetMinutes);
      return answer;
    },
    everyMs: ASK_EVERY_MS,
    now: this.now,
  });
  readonly ageMs = this.read.ageMs;
  readonly state = computed(() =>
    projectorState({
      hasToken: this.token !== null,
      view: this.read.value(),
      failure: this.read.failure()?.code ?? null,
      ageMs: this.read.ageMs() ?? 0,
      now: this.now(),
    }),
  );

  constructor() {
    const timer = setInterval(() => this.now.set(Date.now()), TICK_MS);
    // A link that does not hold will not hold again, and whoever shows wrong ones waits longer each time.
    effect(() => {
      if (this.read.failure()?.code === 'projector-refused') untracked(() => this.read.stop());
    });
    inject(DestroyRef).onDestroy(() => {
      clearInterval(timer);
      this.read.stop();
    });
  }

  show(contest: string | null): void {
    this.contest.set(contest);
    if (this.token !== null) void this.read.refresh();
  }

  refresh(): void {
    void this.read.refresh();
  }
}
