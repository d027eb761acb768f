import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Briefing } from '@posko/contracts';
import { HOLD_WORDS, levelOf } from '@posko/domain';
import type { HoldCode } from '@posko/domain';
import { Icon, Language, briefingMessages, injectFormats, injectText, regionName } from '@posko/ui';

/** The three counts (expected, received, counted), what is held between them, and why. */
@Component({
  selector: 'posko-briefed-counts',
  imports: [Icon],
  templateUrl: './briefed-counts.html',
  styleUrl: './briefed-counts.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BriefedCounts {
  readonly briefing = input.required<Pick<Briefing, 'region' | 'rows'>>();

  private readonly language = inject(Language).current;
  protected readonly t = injectText(briefingMessages);
  protected readonly formats = injectFormats();
  protected readonly counts = computed(() => this.briefing().region.counts);
  protected readonly held = computed(() => this.briefing().region.states.held ?? 0);
  protected readonly others = computed(() => {
    const { states } = this.briefing().region;
    return [
      { label: this.t('briefing.counts.checking'), n: states.received ?? 0 },
      { label: this.t('briefing.counts.withdrawn'), n: states.withdrawn ?? 0 },
    ].filter(({ n }) => n > 0);
  });
  protected readonly parts = computed(() =>
    this.briefing().rows.map(({ code, name, counts, states }) => ({
      ...{ code, counts, held: states.held ?? 0 },
      name: regionName(name, levelOf(code)),
    })),
  );
  protected readonly reasons = computed(() => {
    const words = HOLD_WORDS[this.language()];
    return Object.entries(this.briefing().region.reasons)
      .map(([code, n]) => ({ code, text: words[code as HoldCode], n }))
      .sort((a, b) => b.n - a.n || (a.code < b.code ? -1 : 1));
  });
}
