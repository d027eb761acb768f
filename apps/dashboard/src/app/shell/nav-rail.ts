import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { Icon, frameMessages, injectFormats, injectText } from '@posko/ui';
import { ApprovalCountStore } from './approval-count-store';
import { ADMINISTRATION_ITEMS, ROOM_ITEMS } from './nav-items';
import { SessionStore } from './session-store';

/** The pages that this person may open. */
@Component({
  selector: 'posko-nav-rail',
  imports: [Icon, RouterLink, RouterLinkActive],
  templateUrl: './nav-rail.html',
  styleUrl: './nav-rail.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NavRail {
  readonly chosen = output();
  private readonly session = inject(SessionStore);
  protected readonly t = injectText(frameMessages);
  protected readonly formats = injectFormats();
  protected readonly pending = inject(ApprovalCountStore).pending;
  protected readonly groups = computed(() =>
    [
      { label: 'shell.nav', items: ROOM_ITEMS } as const,
      { label: 'frame.administration', items: ADMINISTRATION_ITEMS } as const,
    ]
      .map(({ label, items }) => ({ label, items: items.filter(({ permission }) => this.session.may(permission)) }))
      .filter(({ items }) => items.length > 0),
  );
}
