import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon, injectFormats, injectText, regionName, shiftIcons, shiftMessages } from '@posko/ui';
import { SessionStore } from '../shell/session-store';
import type { HandoverSummary } from './shift-store';

/** Handovers, latest first: who to whom, when, and whether both have signed. */
@Component({
  selector: 'posko-handover-rows',
  imports: [Icon, RouterLink],
  template: `
    <ul>
      @for (row of rows(); track row.id) {
        <li>
          <a
            [routerLink]="['/shift/handovers', row.id]"
            [attr.aria-label]="t('shift.show', { at: formats.dateTime(row.writtenAt) })"
          >
            <time [attr.datetime]="row.writtenAt">{{ formats.dateTime(row.writtenAt) }}</time>
          </a>
          <b>{{ t('shift.fromTo', { from: row.from.name, to: row.to.name }) }}</b>
          <span>{{ nameOf(row) }}</span>
          <span class="state" [class.turn]="isTurn(row)">
            @if (row.signedAt; as at) {
              <posko-icon name="check" />{{ t('shift.signedAt', { at: formats.dateTime(at) }) }}
            } @else if (isTurn(row)) {
              <posko-icon [name]="icons.sign" />{{ t('shift.yourTurn') }}
            } @else {
              <posko-icon name="clock" />{{ t('shift.unsigned') }}
            }
          </span>
        </li>
      }
    </ul>
  `,
  styleUrl: './handover-rows.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HandoverRows {
  readonly rows = input.required<readonly HandoverSummary[]>();

  private readonly session = inject(SessionStore);
  protected readonly t = injectText(shiftMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = shiftIcons;

  protected nameOf({ region }: HandoverSummary): string {
    return regionName(region.name, region.level);
  }

  protected isTurn({ to, signedAt }: HandoverSummary): boolean {
    return signedAt === null && to.id === this.session.person()?.id;
  }
}
