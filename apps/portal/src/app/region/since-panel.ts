import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal } from '@angular/core';
import type { PublishedContest } from '@posko/contracts';
import { injectFormats, injectWords, portalMessages } from '@posko/ui';
import { IndexStore } from '../shell/index-store';
import { Moments, momentOf } from '../shell/moments';
import type { AreaFile } from '../shell/region-walk';
import { changesBetween } from '../shell/changes';

/** What changed in a region since this reader saw it last, or since a moment of their choice. */
@Component({
  selector: 'posko-since-panel',
  templateUrl: './since-panel.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SincePanel {
  private readonly moments = inject(Moments);
  private readonly store = inject(IndexStore);
  protected readonly t = injectWords(portalMessages);
  protected readonly formats = injectFormats();
  readonly key = input.required<string>();
  readonly contest = input.required<PublishedContest>();
  readonly file = input.required<AreaFile>();

  private readonly seen = computed(() => momentOf(this.file().region, this.file()));
  protected readonly baseline = linkedSignal(() => this.moments.look(this.key(), this.seen()));
  /** Of the region that is shown. */
  protected readonly isMarked = linkedSignal({ source: this.key, computation: () => false });
  protected readonly changes = computed(() => changesBetween(this.contest(), this.baseline().moment, this.seen()));
  protected readonly from = computed(() => {
    const { at, seenAt } = this.baseline().moment;
    const age = this.formats.age(Math.max(0, this.store.now() - seenAt));
    const time = at === null ? this.t('portal.nothingYet') : this.formats.dateTime(at);
    return this.t('portal.sinceFrom', { time, age });
  });

  protected mark(): void {
    this.baseline.set(this.moments.mark(this.key(), this.seen()));
    this.isMarked.set(true);
  }

  /** With its sign, as differences are written. */
  protected difference(before: number, now: number): string {
    return this.formats.signed(now - before);
  }
}
