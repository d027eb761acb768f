import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { IncidentRow } from '@posko/contracts';
import {
  Icon,
  SeverityBadge,
  incidentKindMessages,
  incidentMessages,
  injectFormats,
  injectText,
  ringIcons,
  ringMessages,
} from '@posko/ui';
import { BoardStore } from './board-store';
import { Places } from './places';
import { RingStore } from './ring-store';
import { SessionStore } from './session-store';

/** Severe incidents that nobody acts on, over every page, with sound, until somebody takes them or says that they have heard. */
@Component({
  selector: 'posko-ring-bar',
  imports: [Icon, RouterLink, SeverityBadge],
  templateUrl: './ring-bar.html',
  styleUrl: './ring-bar.scss',
  host: { '(document:pointerdown)': 'store.allowSound()', '(document:keydown)': 'store.allowSound()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RingBar {
  protected readonly store = inject(RingStore);
  protected readonly session = inject(SessionStore);
  protected readonly places = inject(Places);
  protected readonly t = injectText(ringMessages, incidentMessages, incidentKindMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = ringIcons;
  private readonly now = inject(BoardStore).roomNow;
  protected readonly worst = computed(() => this.store.ringing()[0] ?? null);
  protected readonly others = computed(() => Math.max(0, this.store.ringing().length - 1));
  protected readonly failure = signal<string | null>(null);

  protected readonly since = computed(() => {
    const [row, now] = [this.worst(), this.now()];
    if (row === null) return '';
    const at = Date.parse(row.openedAt);
    return this.t('ring.since', { at: this.formats.time(at), age: this.formats.age(Math.max(0, (now ?? at) - at)) });
  });

  protected async take(row: IncidentRow): Promise<void> {
    const failure = await this.store.take(row);
    this.failure.set(failure === null ? null : this.t('ring.failed', { why: this.t(`error.${failure.code}`) }));
  }
}
