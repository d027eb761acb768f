import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Icon } from '../icon';
import { injectText } from '../language';
import { DataAge } from './data-age';
import { isDoubtful } from './freshness';
import type { Freshness } from './freshness';

/** `ready` shows the contents; the others say why there are none. */
export type PanelState = 'ready' | 'loading' | 'empty' | 'error';

let lastId = 0;

/**
 * A panel of the room: head with title, age and actions (slot `panelActions`), and contents. Data that is stale or cut off
 * stays readable, under a head that says so.
 */
@Component({
  selector: 'posko-panel',
  imports: [DataAge, Icon, MatButtonModule],
  templateUrl: './panel.html',
  styleUrl: './panel.scss',
  host: {
    role: 'region',
    '[attr.aria-labelledby]': 'headingId',
    '[attr.aria-busy]': "state() === 'loading'",
    '[class.doubtful]': 'isDoubtful()',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Panel {
  readonly heading = input.required<string>();
  readonly state = input<PanelState>('ready');
  /** Milliseconds since the data was current; null before the first; undefined where the panel shows no age. */
  readonly age = input<number | null | undefined>(undefined);
  readonly freshness = input<Freshness>('live');
  /** Instead of the usual sentence for an empty or failed panel. */
  readonly message = input<string | null>(null);
  readonly retry = output();

  protected readonly t = injectText();
  protected readonly headingId = `posko-panel-${++lastId}`;
  protected readonly isDoubtful = computed(() => isDoubtful(this.freshness()));
  protected readonly shownAge = computed(() => this.age() ?? null);
}
