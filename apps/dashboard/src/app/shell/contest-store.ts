import { Injectable, computed, inject, signal } from '@angular/core';
import type { Contest } from '@posko/domain';
import { API } from './api-store';
import type { Failure } from './api-store';

const RETRY_MS = [1_000, 2_000, 5_000, 10_000];

/** The contests of the own scope, asked for once; while the server cannot be reached, again and again. */
@Injectable({ providedIn: 'root' })
export class ContestStore {
  private readonly api = inject(API);
  private readonly held = signal<readonly Contest[] | null>(null);
  private readonly failed = signal<Failure | null>(null);
  private attempts = 0;

  /** Null until they are known. */
  readonly contests = this.held.asReadonly();
  readonly failure = this.failed.asReadonly();
  private readonly byId = computed(
    () => new Map((this.held() ?? []).map((contest) => [contest.id as string, contest])),
  );

  constructor() {
    void this.ask();
  }

  find(id: string | null | undefined): Contest | null {
    return this.byId().get(id ?? '') ?? null;
  }

  async ask(): Promise<void> {
    const answer = await this.api.call('contests', {});
    this.failed.set(answer.isOk ? null : answer.failure);
    if (answer.isOk) this.held.set(answer.value.contests);
    else if (answer.failure.code === 'unreachable' || answer.failure.code === 'not-ready')
      setTimeout(() => void this.ask(), RETRY_MS[Math.min(this.attempts++, RETRY_MS.length - 1)]);
  }
}
