import { DOCUMENT, DestroyRef, Injectable, InjectionToken, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { may } from '@posko/domain';
import type { Permission, Person } from '@posko/domain';
import { API, SessionWord } from './api-store';
import type { Failure, ResponseOf } from './api-store';

export type Session = ResponseOf<'session'>;
export type Credentials = { readonly username: string; readonly password: string; readonly code?: string };

/** `unknown` until the server has said whether this browser has a session. */
export type SessionState = 'unknown' | 'out' | 'in';

/** Why a session that was there is no more; `lost` where the server does not say (expired, or signed out elsewhere). */
const ENDS = ['signedOut', 'everywhere', 'deactivated', 'reset', 'activated', 'expired', 'lost'] as const;
export type SessionEnd = (typeof ENDS)[number];

/** Goes to a page by loading the whole app anew: nothing of the last person stays in memory. */
export const LEAVE_FOR = new InjectionToken<(path: string) => void>('leave for', {
  providedIn: 'root',
  factory: () => {
    const { defaultView } = inject(DOCUMENT);
    return (path) => defaultView?.location.assign(path);
  },
});

const RETRY_MS = [500, 1000, 2000, 4000, 8000];

/** The first page of a person: a crew's own, the wall for a screen nobody sits at, else the overview of the scope. */
export function homeOf(person: Pick<Person, 'role'>): string {
  if (person.role === 'field') return '/field';
  return person.role === 'viewer' ? '/wall' : '/';
}

/**
 * Who is signed in, and what they may do. When a session ends by itself, `person` stays the last one, so that the page with what
 * was typed there stays as it is until the same person has signed in again.
 */
@Injectable({ providedIn: 'root' })
export class SessionStore {
  private readonly api = inject(API);
  private readonly word = inject(SessionWord);
  private readonly leaveFor = inject(LEAVE_FOR);
  private readonly document = inject(DOCUMENT);
  private readonly held = signal<Session | null>(null);
  private readonly phase = signal<SessionState>('unknown');
  private readonly why = signal<SessionEnd | null>(null);
  private readonly failed = signal<Failure | null>(null);
  private attempts = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly waiting: (() => void)[] = [];

  readonly state = this.phase.asReadonly();
  readonly session = this.held.asReadonly();
  readonly person = computed<Person | null>(() => this.held()?.person ?? null);
  /** What is left to do before anything else is allowed. */
  readonly pending = computed(() => this.held()?.pending ?? null);
  /** The session that was there has ended, for this reason. */
  readonly end = this.why.asReadonly();
  /** Why it is not known whether there is a session. */
  readonly failure = this.failed.asReadonly();

  constructor() {
    this.word.refusals.pipe(takeUntilDestroyed()).subscribe((code) => {
      if (code === 'not-signed-in') this.ended('lost');
      else if (this.pending() === null) void this.ask();
    });
    // Signed in again in another tab: this one goes on when it is looked at.
    const onSeen = (): void => {
      if (this.phase() === 'out' && this.document.visibilityState === 'visible') void this.ask();
    };
    this.document.addEventListener('visibilitychange', onSeen);
    inject(DestroyRef).onDestroy(() => {
      this.document.removeEventListener('visibilitychange', onSeen);
      if (this.timer !== null) clearTimeout(this.timer);
    });
    void this.ask();
  }

  /** True where the person may do this at `place`, a region or TPS code; without a place, anywhere at all. */
  may(permission: Permission, place?: string): boolean {
    const session = this.held();
    return session !== null && session.pending === null && may(session.person, permission, place);
  }

  /** Resolves once it is known whether there is a session. */
  known(): Promise<void> {
    return this.phase() === 'unknown' ? new Promise((resolve) => this.waiting.push(resolve)) : Promise.resolve();
  }

  /** Asks the server who this is; while it cannot be reached, again and again. */
  async ask(): Promise<void> {
    this.word.isMissing = false;
    if (this.timer !== null) clearTimeout(this.timer);
    const answer = await this.api.call('session', {});
    if (answer.isOk) this.take(answer.value);
    else if (answer.failure.code === 'not-signed-in') this.ended('lost');
    else this.askAgain(answer.failure);
  }

  private askAgain(failure: Failure): void {
    this.failed.set(failure);
    this.timer = setTimeout(() => void this.ask(), RETRY_MS[Math.min(this.attempts++, RETRY_MS.length - 1)]);
  }

  async signIn(credentials: Credentials): Promise<Failure | null> {
    const answer = await this.api.call('signIn', { body: credentials });
    if (!answer.isOk) return answer.failure;
    this.take(answer.value);
    return null;
  }

  /** Ends this session, or all of this person, and leaves nothing of it behind. A server out of reach is told as such. */
  async signOut(isEverywhere = false): Promise<Failure | null> {
    const answer = await this.api.call('signOut', { query: { everywhere: isEverywhere ? 'true' : 'false' } });
    if (!answer.isOk && answer.failure.code !== 'not-signed-in') return answer.failure;
    this.leaveFor('/sign-in');
    return null;
  }

  /** A session as an answer of the server has it: after signing in, or a step of it. */
  take(session: Session): void {
    const before = this.held();
    this.held.set(session);
    this.attempts = 0;
    this.failed.set(null);
    this.why.set(null);
    this.word.isMissing = false;
    this.settle('in');
    if (before !== null && !hasSameRights(before.person, session.person)) this.leaveFor(homeOf(session.person));
  }

  /** The session is over, as the server says. Said twice, the first and clearer word holds. */
  ended(reason: string): void {
    this.word.isMissing = true;
    this.failed.set(null);
    if (this.phase() === 'out') return;
    if (this.held() !== null) this.why.set(ENDS.find((end) => end === reason) ?? 'lost');
    this.settle('out');
  }

  private settle(state: SessionState): void {
    this.phase.set(state);
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

function hasSameRights(one: Person, other: Person): boolean {
  return one.id === other.id && one.role === other.role && one.scope === other.scope;
}
