import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { Icon, injectText } from '@posko/ui';
import { SessionOver } from './shell/session-over';
import { SessionStore } from './shell/session-store';

/** The page that the address names; over it, what has to be settled first: who this is. */
@Component({
  selector: 'posko-root',
  imports: [Icon, RouterOutlet, SessionOver],
  template: `
    <router-outlet />
    @if (isInRoom()) {
      @defer (when isOver(); prefetch on idle) {
        @if (isOver()) {
          <posko-session-over />
        }
      }
    }
    @if (session.state() === 'unknown') {
      <p class="opening" role="status">
        @if (session.failure()) {
          <posko-icon name="offline" />{{ t('shell.warning.unreached') }}
        } @else {
          <posko-icon name="polling" />{{ t('shell.state.connecting') }}
        }
      </p>
    }
  `,
  styleUrl: './app.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class App {
  protected readonly session = inject(SessionStore);
  protected readonly t = injectText();
  /** A crew's page says for itself what to do when its session has ended. */
  protected readonly isInRoom = computed(() => {
    const person = this.session.person();
    return person !== null && person.role !== 'field';
  });
  protected readonly isOver = computed(() => this.isInRoom() && this.session.end() !== null);
}
