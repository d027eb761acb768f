import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Icon, injectFormats, injectText, overviewMessages, wallMessages } from '@posko/ui';
import { WallStore } from './wall-store';

/** Kecamatan whose TPS have been silent longest: whom to call, and about what. */
@Component({
  selector: 'posko-scene-overdue',
  imports: [Icon],
  templateUrl: './scene-overdue.html',
  styleUrl: './scene-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SceneOverdue {
  protected readonly store = inject(WallStore);
  protected readonly t = injectText(overviewMessages, wallMessages);
  protected readonly formats = injectFormats();
  protected readonly rows = computed(() => {
    const now = this.store.roomNow();
    return this.store.groups().map((group) => {
      const longest = group.rows[0];
      const silence =
        longest === undefined || now === null ? '' : this.formats.duration(now - Date.parse(longest.since));
      return { ...group, missing: longest?.missing ?? null, silence };
    });
  });
}
