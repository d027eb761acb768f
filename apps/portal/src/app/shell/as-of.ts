import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { injectFormats, injectWords, portalMessages } from '@posko/ui';
import { AreaStore } from './area-store';
import { IndexStore } from './index-store';
import type { Told } from './published-files';

/**
 * As of when the figures of a panel are true, how old that is, when they last changed, and whether they come from this device. On the
 * page of a place `at` is the last change, and the index tells as of when it still holds; elsewhere `at` is both.
 */
@Component({
  selector: 'posko-as-of',
  template: `
    {{ text() }}
    @if (told()?.from === 'device') {
      <span class="kept">{{ t('portal.remembered', { age: keptAge() }) }}</span>
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'as-of' },
})
export class AsOf {
  private readonly store = inject(IndexStore);
  private readonly area = inject(AreaStore, { optional: true });
  protected readonly t = injectWords(portalMessages);
  private readonly formats = injectFormats();
  readonly at = input.required<string | null>();
  readonly told = input<Pick<Told<unknown>, 'from' | 'savedAt'> | null>(null);

  protected readonly text = computed(() => {
    const at = this.at();
    const changed = at === null ? this.t('portal.nothingYet') : this.t('portal.changedAt', { time: this.time(at) });
    if (this.area === null) return at === null ? changed : this.dated(at);
    const trueAt = this.area.trueAt();
    return trueAt === null ? `${changed}.` : `${this.dated(trueAt)}. ${changed}.`;
  });
  protected readonly keptAge = computed(() => this.formats.age(this.store.now() - (this.told()?.savedAt ?? 0)));

  private dated(at: string): string {
    return this.t('portal.asOfAge', { time: this.time(at), age: this.formats.age(this.store.ageOf(at)) });
  }

  private time(at: string): string {
    return this.formats.dateTime(at);
  }
}
