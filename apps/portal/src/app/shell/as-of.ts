import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { injectFormats, injectWords, portalMessages } from '@posko/ui';
import { IndexStore } from './index-store';
import type { Told } from './published-files';

/** As of when the figures of a panel are true, how old that is, and whether they come from this device. */
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
  protected readonly t = injectWords(portalMessages);
  private readonly formats = injectFormats();
  readonly at = input.required<string | null>();
  readonly told = input<Pick<Told<unknown>, 'from' | 'savedAt'> | null>(null);

  protected readonly text = computed(() => {
    const at = this.at();
    if (at === null) return this.t('portal.nothingYet');
    const age = this.formats.age(this.store.ageOf(at));
    return this.t('portal.asOfAge', { time: this.formats.dateTime(at), age });
  });
  protected readonly keptAge = computed(() => this.formats.age(this.store.now() - (this.told()?.savedAt ?? 0)));
}
