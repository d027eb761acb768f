import { DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { newCommandId } from '@posko/client';
import { API, BoardStore } from '../shell/board-store';
import type { Failure, ResponseOf } from '../shell/board-store';
import { ApprovalCountStore } from '../shell/approval-count-store';
import { PolledRead } from '../shell/polled-read';
import { SessionStore } from '../shell/session-store';

export type Approval = ResponseOf<'approvals'>['rows'][number];
export type Decision = 'approved' | 'refused' | 'withdrawn';

const ASK_EVERY_MS = 15_000;
const LIMIT = 200;
const PEOPLE = 500;

/** What was asked within the own scope, asked for anew as soon as something changes; and the decisions. */
@Injectable()
export class ApprovalStore {
  private readonly api = inject(API);
  private readonly counts = inject(ApprovalCountStore);
  private readonly session = inject(SessionStore);
  private readonly people = signal<ReadonlyMap<string, string>>(new Map());

  readonly read = new PolledRead<ResponseOf<'approvals'>>({
    read: (abort) => this.api.call('approvals', { query: { limit: LIMIT }, signal: abort }),
    everyMs: ASK_EVERY_MS,
    now: inject(BoardStore).now,
  });
  readonly pending = computed(() => this.rows().filter(({ status }) => status === 'pending'));
  readonly decided = computed(() => this.rows().filter(({ status }) => status !== 'pending'));
  /** Names of accounts by id, as far as this person may see them. */
  readonly names = this.people.asReadonly();
  private readonly rows = computed(() => this.read.value()?.rows ?? []);

  constructor() {
    effect(() => {
      this.counts.version();
      untracked(() => void this.read.refresh());
    });
    const asksForPeople = computed(
      () => this.session.may('user.manage') && this.rows().some(({ act }) => act.type === 'grantAdministrator'),
    );
    effect(() => {
      if (asksForPeople()) untracked(() => void this.askForPeople());
    });
    inject(DestroyRef).onDestroy(() => this.read.stop());
  }

  async decide(approvalId: string, status: Decision, reason: string): Promise<Failure | null> {
    const body = { id: newCommandId(), status, reason };
    const answer = await this.api.call('decideApproval', { params: { approvalId }, body });
    this.counts.refresh();
    return answer.isOk ? null : answer.failure;
  }

  private async askForPeople(): Promise<void> {
    const answer = await this.api.call('users', { query: { limit: PEOPLE } });
    if (answer.isOk) this.people.set(new Map(answer.value.rows.map(({ id, displayName }) => [id, displayName])));
  }
}
