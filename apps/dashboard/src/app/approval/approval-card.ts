import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { MatButton } from '@angular/material/button';
import { mayDecide } from '@posko/domain';
import { Icon, approvalIcons, approvalMessages, injectFormats, injectText, roleMessages } from '@posko/ui';
import { BoardStore } from '../shell/board-store';
import { PlaceOptions } from '../shell/place-options';
import { SessionStore } from '../shell/session-store';
import type { Approval, Decision } from './approval-store';

const TPS_DIGITS = 13;

/** One request: what, where, who, why and how long ago; and what this person may do about it. */
@Component({
  selector: 'posko-approval-card',
  imports: [Icon, MatButton, RouterLink],
  templateUrl: './approval-card.html',
  styleUrl: './approval-card.scss',
  host: { '[class.decided]': "approval().status !== 'pending'" },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ApprovalCard {
  readonly approval = input.required<Approval>();
  /** Names of accounts by id. */
  readonly names = input<ReadonlyMap<string, string>>(new Map());
  readonly isBusy = input(false);
  readonly decided = output<Decision>();

  private readonly board = inject(BoardStore);
  private readonly session = inject(SessionStore);
  protected readonly t = injectText(approvalMessages, roleMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = approvalIcons;
  private readonly places = computed(() => {
    const tree = this.board.tree();
    return tree === null ? null : new PlaceOptions(tree, 'any');
  });
  /** The page of the place: a TPS's or a region's. */
  protected readonly link = computed(() => {
    const { place } = this.approval();
    return [place.length === TPS_DIGITS ? '/tps' : '/region', place];
  });
  protected readonly place = computed(() => this.nameOf(this.approval().place));
  protected readonly what = computed(() => {
    const { act } = this.approval();
    switch (act.type) {
      case 'stepBack':
        return this.t('approval.act.stepBack', { tps: this.nameOf(act.tps), stage: this.t(`stage.${act.stage}`) });
      case 'correctRegister': {
        const { dptL: l, dptP: p } = act;
        return this.t('approval.act.correctRegister', { tps: this.nameOf(act.tps), total: l + p, l, p });
      }
      case 'grantAdministrator': {
        const user = this.names().get(act.user) ?? this.t('approval.account', { id: act.user.slice(0, 8) });
        const role = this.t(`role.${act.role}`);
        return this.t('approval.act.grantAdministrator', { user, role, place: this.nameOf(act.scope) });
      }
      default:
        return act satisfies never;
    }
  });
  protected readonly age = computed(() => {
    const now = this.board.roomNow();
    return now === null ? '' : this.formats.age(Math.max(0, now - Date.parse(this.approval().askedAt)));
  });
  protected readonly isOwn = computed(() => {
    const person = this.session.person();
    return person !== null && !mayDecide(this.approval().askedBy, person);
  });
  /** Another's request that this person may decide on; who is made administrator is for administrators alone. */
  protected readonly isOurs = computed(() => {
    const { act, place } = this.approval();
    if (this.isOwn() || !this.session.may('approval.decide', place)) return false;
    return act.type !== 'grantAdministrator' || this.session.may('user.manage', act.scope);
  });
  protected readonly decision = computed(() => {
    const { status, decidedBy, decidedAt } = this.approval();
    const time = decidedAt === null ? '' : this.formats.dateTime(decidedAt);
    return this.t('approval.decidedBy', {
      status: this.t(`approval.status.${status}`),
      name: decidedBy?.name ?? '',
      time,
    });
  });

  private nameOf(code: string): string {
    return this.places()?.nameOf(code) ?? code;
  }
}
