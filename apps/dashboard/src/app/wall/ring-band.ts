import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import {
  Icon,
  incidentKindMessages,
  incidentMessages,
  injectFormats,
  injectText,
  ringIcons,
  ringMessages,
} from '@posko/ui';
import { BoardStore } from '../shell/board-store';
import { Places } from '../shell/places';
import { RingStore } from '../shell/ring-store';

/** A severe incident that nobody acts on, across the whole wall, legible from the last row, until it is taken or understood. */
@Component({
  selector: 'posko-ring-band',
  imports: [Icon],
  templateUrl: './ring-band.html',
  styleUrl: './ring-band.scss',
  host: { '(document:pointerdown)': 'store.allowSound()', '(document:keydown)': 'store.allowSound()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RingBand {
  protected readonly store = inject(RingStore);
  protected readonly places = inject(Places);
  protected readonly t = injectText(ringMessages, incidentMessages, incidentKindMessages);
  private readonly formats = injectFormats();
  private readonly now = inject(BoardStore).roomNow;
  protected readonly icons = ringIcons;
  protected readonly worst = computed(() => this.store.ringing()[0] ?? null);
  protected readonly others = computed(() => Math.max(0, this.store.ringing().length - 1));
  protected readonly since = computed(() => {
    const [row, now] = [this.worst(), this.now()];
    if (row === null) return '';
    const at = Date.parse(row.openedAt);
    return this.t('ring.since', { at: this.formats.clock(at), age: this.formats.age(Math.max(0, (now ?? at) - at)) });
  });
}
