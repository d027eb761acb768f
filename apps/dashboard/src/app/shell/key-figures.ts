import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { FigureTile, injectFormats, injectText, overviewMessages } from '@posko/ui';
import type { RegionProgress } from './region-progress';

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
  /** The room's clock (ms), for the age of Sirekap's figures; null until it was heard. */
  readonly roomNow = input.required<number | null>();
  protected readonly t = injectText(overviewMessages);
  protected readonly formats = injectFormats();
  protected readonly sirekapDetail = computed(() => {
    const sirekap = this.progress().sirekap;
    if (sirekap === null) return this.t('overview.tile.noSirekap');
    const share = this.formats.percent(sirekap.received, sirekap.total, 1);
    const now = this.roomNow();
    // A rehearsal's clock may stand before Sirekap's figures.
    const age =
      now === null || now < Date.parse(sirekap.at) ? '' : ` (${this.formats.age(now - Date.parse(sirekap.at))})`;
    return `${share} · ${this.formats.clock(sirekap.at)}${age}`;
  });
}
