import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { STAGES } from '@posko/domain';
import { injectFormats, injectText, overviewMessages } from '@posko/ui';

/** A row of the table for every so many points, so that a day fits on a page or two. */
const MOST_ROWS = 48;

/** The trend in figures, latest first: what the chart shows, for readers to whom areas say nothing. */
@Component({
  selector: 'posko-trend-table',
  templateUrl: './trend-table.html',
  styleUrl: './trend-table.scss',
  host: { tabindex: '0', role: 'group', '[attr.aria-label]': "t('overview.trend')" },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TrendTable {
  readonly points = input.required<readonly { at: string; stages: readonly number[] }[]>();
  protected readonly t = injectText(overviewMessages);
  protected readonly formats = injectFormats();
  protected readonly stages = STAGES;
  protected readonly rows = computed(() => {
    const points = this.points();
    const step = Math.max(1, Math.ceil(points.length / MOST_ROWS));
    return points.filter((_, index) => (points.length - 1 - index) % step === 0).toReversed();
  });
}
