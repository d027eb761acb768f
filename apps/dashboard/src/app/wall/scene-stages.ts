import { ChangeDetectionStrategy, Component, DOCUMENT, computed, inject } from '@angular/core';
import { STAGES } from '@posko/domain';
import { StageChip, injectFormats, injectText, overviewMessages } from '@posko/ui';
import { TrendChart } from '../shell/trend-chart';
import { WallStore } from './wall-store';

/** How many TPS stand at each stage, and how that came about over time. */
@Component({
  selector: 'posko-scene-stages',
  imports: [StageChip, TrendChart],
  templateUrl: './scene-stages.html',
  styleUrl: './scene-stages.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SceneStages {
  protected readonly store = inject(WallStore);
  protected readonly t = injectText(overviewMessages);
  protected readonly formats = injectFormats();
  protected readonly fontSize = Math.round((inject(DOCUMENT).defaultView?.innerHeight ?? 900) * 0.022);
  protected readonly rows = computed(() => {
    const root = this.store.root();
    if (root === null) return [];
    return STAGES.toReversed().map((stage) => ({ stage, count: root.stages[stage], total: root.total }));
  });
}
