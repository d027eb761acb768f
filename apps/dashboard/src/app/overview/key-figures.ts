import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { FigureTile, injectFormats, injectText } from '@posko/ui';
import type { RegionProgress } from '../shell/region-progress';

/** The figures one is asked for first. */
@Component({
  selector: 'posko-key-figures',
  imports: [FigureTile],
  templateUrl: './key-figures.html',
  styleUrl: './key-figures.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class KeyFigures {
  readonly progress = input.required<RegionProgress>();
  /** Our own clock (ms). */
  readonly roomNow = input.required<number | null>();
  protected readonly t = injectText();
  protected readonly formats = injectFormats();
  protected readonly sirekapDetail = computed(() => {
    const sirekap = this.progress().sirekap;
    if (sirekap === null) return this.t('overview.noSirekap');
    const share = this.formats.percent(sirekap.received, sirekap.total);
    return `${share} · ${this.formats.dateTime(sirekap.at)}`;
  });
}
