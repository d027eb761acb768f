import { Injectable, computed, inject, signal } from '@angular/core';
import { newCommandId } from '@posko/client';
import { API } from '../shell/api-store';
import type { Failure, ResponseOf } from '../shell/api-store';
import { SessionStore } from '../shell/session-store';

export type Handover = ResponseOf<'handover'>;

/** One handover, and the signature of whoever it was written to. */
@Injectable()
export class HandoverStore {
  private readonly api = inject(API);
  private readonly session = inject(SessionStore);
  private readonly held = signal<Handover | null>(null);
  private readonly failed = signal<Failure | null>(null);
  private readonly refused = signal<Failure | null>(null);
  private readonly signing = signal(false);
  private id = '';
  private unsent: { readonly id: string; readonly remark: string } | null = null;

  readonly handover = this.held.asReadonly();
  /** Why it cannot be shown. */
  readonly failure = this.failed.asReadonly();
  /** Why it was not signed. */
  readonly refusal = this.refused.asReadonly();
  readonly isSigning = this.signing.asReadonly();
  readonly isOwnTurn = computed(() => {
    const handover = this.held();
    return handover?.signedAt === null && handover.to.id === this.session.person()?.id;
  });

  async open(id: string): Promise<void> {
    this.id = id;
    this.failed.set(null);
    const answer = await this.api.call('handover', { params: { handoverId: id } });
    if (this.id !== id) return;
    this.failed.set(answer.isOk ? null : answer.failure);
    this.held.set(answer.isOk ? answer.value : null);
  }

  /** True once it is signed. */
  async sign(remark: string): Promise<boolean> {
    if (this.signing()) return false;
    if (this.unsent?.remark !== remark) this.unsent = { id: newCommandId(), remark };
    this.signing.set(true);
    const answer = await this.api.call('signHandover', { params: { handoverId: this.id }, body: this.unsent });
    this.signing.set(false);
    this.refused.set(answer.isOk ? null : answer.failure);
    if (answer.isOk) this.held.set(answer.value);
    return answer.isOk;
  }
}
