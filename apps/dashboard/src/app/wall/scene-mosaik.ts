import { ChangeDetectionStrategy, Component, DOCUMENT, computed, inject } from '@angular/core';
import { Icon, Mosaik, StageLegend, injectFormats, injectText, overviewMessages } from '@posko/ui';
import { WallStore } from './wall-store';

/** Share of the wall's height for a block's head: a name in it is read from three metres. */
const HEAD_SHARE = 0.021;

/** Every TPS at once, and the five figures of the hour. */
@Component({
  selector: 'posko-scene-mosaik',
  imports: [Icon, Mosaik, StageLegend],
  templateUrl: './scene-mosaik.html',
  styleUrl: './scene-mosaik.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SceneMosaik {
  protected readonly store = inject(WallStore);
  protected readonly t = injectText(overviewMessages);
  protected readonly formats = injectFormats();
  private readonly view = inject(DOCUMENT).defaultView;
  protected readonly head = Math.max(13, Math.round((this.view?.innerHeight ?? 900) * HEAD_SHARE));
  protected readonly figures = computed(() => {
    const root = this.store.root();
    if (root === null) return [];
    return (['opened', 'counted', 'sent'] as const).map((name) => ({
      name,
      count: root[name],
      total: root.total,
    }));
  });
}
