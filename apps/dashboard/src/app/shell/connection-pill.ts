import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Icon, injectFormats, injectText } from '@posko/ui';
import type { IconName } from '@posko/ui';
import { BoardStore } from './board-store';
import type { ConnectionState } from './board-store';

const ICONS: Readonly<Record<ConnectionState, IconName>> = {
  connecting: 'polling',
  live: 'live',
  polling: 'polling',
  stale: 'alert',
  offline: 'offline',
  error: 'alert',
};

/** State of the connection and age of the board, always in sight. Changes of the state are read out, the age is not. */
@Component({
  selector: 'posko-connection-pill',
  imports: [Icon],
  template: `
    <posko-icon [name]="icon()" />
    <span class="state" role="status">{{ label() }}</span>
    <span class="age">{{ age() }}</span>
  `,
  styleUrl: './connection-pill.scss',
  host: { '[class]': 'store.state()', '[title]': 'hint()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ConnectionPill {
  protected readonly store = inject(BoardStore);
  private readonly t = injectText();
  private readonly formats = injectFormats();
  protected readonly icon = computed(() => ICONS[this.store.state()]);
  protected readonly label = computed(() => this.t(`shell.state.${this.store.state()}`));
  protected readonly hint = computed(() => this.t(`shell.stateHint.${this.store.state()}`));
  protected readonly age = computed(() => {
    const age = this.store.ageMs();
    return age === null ? this.t('panel.noContact') : this.t('panel.age', { age: this.formats.age(age) });
  });
}
