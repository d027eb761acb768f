import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Icon, injectText, ringMessages } from '@posko/ui';
import { CallOutbox } from './call-outbox';
import { RingBar } from './ring-bar';
import { isPlainKey } from './search-key';
import { SessionStore } from './session-store';

/** Over every page for whoever works at the desk: what rings, calls that have not reached the server, and `n` for a new call. */
@Component({
  selector: 'posko-desk-bar',
  imports: [Icon, RingBar, RouterLink],
  template: `
    <posko-ring-bar />
    @if (outbox.waiting() > 0 || outbox.refused() > 0) {
      <p role="status" [class.refused]="outbox.refused() > 0">
        <posko-icon [name]="outbox.refused() > 0 ? 'alert' : 'offline'" />
        @if (outbox.waiting() > 0) {
          <span>{{ t('ring.unsent', { n: outbox.waiting() }) }}</span>
        }
        @if (outbox.refused() > 0) {
          <span>{{ t('ring.refused', { n: outbox.refused() }) }}</span>
        }
        <a routerLink="/incidents/new">{{ t('ring.unsentShow') }}</a>
      </p>
    }
  `,
  styleUrl: './desk-bar.scss',
  host: { '(document:keydown)': 'onKey($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeskBar {
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  protected readonly outbox = inject(CallOutbox);
  protected readonly t = injectText(ringMessages);

  protected onKey(event: KeyboardEvent): void {
    if (event.key !== 'n' || !isPlainKey(event) || !this.session.may('incident.write')) return;
    event.preventDefault();
    void this.router.navigate(['/incidents/new']);
  }
}
