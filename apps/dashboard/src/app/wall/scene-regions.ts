import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Icon, StageBar, injectFormats, injectText, wallMessages } from '@posko/ui';
import { WallStore } from './wall-store';

/** The regions to look at first: most overdue TPS and incidents for their size. */
@Component({
  selector: 'posko-scene-regions',
  imports: [Icon, StageBar],
  templateUrl: './scene-regions.html',
  styleUrl: './scene-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SceneRegions {
  protected readonly store = inject(WallStore);
  protected readonly t = injectText(wallMessages);
  protected readonly formats = injectFormats();
}
