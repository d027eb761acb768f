import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { MessageKey } from '../dictionary';
import { injectFormats } from '../formats';
import { Icon } from '../icon';
import type { IconName } from '../icon';
import { injectText } from '../language';
import { isDoubtful } from './freshness';
import type { Freshness } from './freshness';

const WORDS: Readonly<Record<Freshness, MessageKey>> = {
  live: 'panel.age',
  polling: 'panel.polling',
  stale: 'panel.stale',
  offline: 'panel.offline',
};
const ICONS: Readonly<Record<Freshness, IconName>> = {
  live: 'clock',
  polling: 'clock',
  stale: 'alert',
  offline: 'offline',
};

/** How old data is; says so loudly once it is too old to rely on. */
@Component({
  selector: 'posko-data-age',
  imports: [Icon],
  template: `<posko-icon [name]="icon()" /><span>{{ text() }}</span>`,
  styleUrl: './data-age.scss',
  host: { '[class.doubtful]': 'isDoubtful()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DataAge {
  /** Milliseconds since the data was current; null before the first. */
  readonly age = input.required<number | null>();
  readonly freshness = input<Freshness>('live');

  private readonly t = injectText();
  private readonly formats = injectFormats();
  protected readonly isDoubtful = computed(() => isDoubtful(this.freshness()));
  protected readonly icon = computed(() => ICONS[this.freshness()]);
  protected readonly text = computed(() => {
    const age = this.age();
    if (age === null) return this.t('panel.noContact');
    return this.t(WORDS[this.freshness()], { age: this.formats.age(age) });
  });
}
