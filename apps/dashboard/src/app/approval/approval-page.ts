import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { Icon, Panel, approvalMessages, injectText } from '@posko/ui';
import type { PanelState } from '@posko/ui';
import { injectConfirm } from '../shell/confirm';
import type { Confirmation } from '../shell/confirm-dialog';
import { PageHead } from '../shell/page-head';
import { usePageTitle } from '../shell/page-title';
import { ApprovalCard } from './approval-card';
import { ApprovalStore } from './approval-store';
import type { Approval, Decision } from './approval-store';

/** Requests that take two people: those that wait first, then what became of the others. */
@Component({
  selector: 'posko-approval-page',
  imports: [ApprovalCard, Icon, PageHead, Panel],
  providers: [ApprovalStore],
  templateUrl: './approval-page.html',
  styleUrl: './approval-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ApprovalPage {
  protected readonly store = inject(ApprovalStore);
  private readonly confirm = injectConfirm();
  protected readonly t = injectText(approvalMessages);
  protected readonly busy = signal<string | null>(null);
  protected readonly notice = signal('');
  protected readonly problem = signal<string | null>(null);
  protected readonly failure = computed(() => {
    const failure = this.store.read.failure();
    return failure === null ? null : this.t(`error.${failure.code}`);
  });

  constructor() {
    usePageTitle(() => this.t('approval.title'));
  }

  protected stateOf(rows: readonly Approval[]): PanelState {
    const state = this.store.read.state();
    return state === 'ready' && rows.length === 0 ? 'empty' : state;
  }

  protected async decide({ id }: Approval, decision: Decision): Promise<void> {
    const reason = await this.confirm(this.question(decision));
    if (reason === null) return;
    this.busy.set(id);
    this.problem.set(null);
    const failure = await this.store.decide(id, decision, reason);
    this.busy.set(null);
    this.notice.set(failure === null ? this.t(`approval.done.${decision}`) : '');
    if (failure !== null) this.problem.set(this.t(`error.${failure.code}`));
  }

  private question(decision: Decision): Confirmation {
    const cancel = this.t('approval.cancel');
    const remark = { label: this.t('approval.remark') };
    switch (decision) {
      case 'approved': {
        const heading = this.t('approval.approve.ask');
        return {
          heading,
          texts: [this.t('approval.approve.text')],
          confirm: this.t('approval.approve'),
          cancel,
          reason: remark,
        };
      }
      case 'refused': {
        const reason = { label: this.t('approval.reason'), missing: this.t('approval.refuse.missing') };
        return {
          heading: this.t('approval.refuse.ask'),
          texts: [],
          confirm: this.t('approval.refuse'),
          cancel,
          reason,
        };
      }
      case 'withdrawn':
        return { heading: this.t('approval.withdraw.ask'), texts: [], confirm: this.t('approval.withdraw'), cancel };
      default:
        return decision satisfies never;
    }
  }
}
