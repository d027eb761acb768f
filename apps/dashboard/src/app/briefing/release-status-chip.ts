import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { ReleaseStatus } from '@posko/contracts';
import { Icon, briefingIcons, briefingMessages, injectText } from '@posko/ui';
import type { IconName } from '@posko/ui';

const ICONS: Readonly<Record<ReleaseStatus, IconName>> = {
  draft: 'clock',
  released: 'check',
  discarded: briefingIcons.discard,
};

/** What a release is: a draft that nobody may quote, released, or discarded. */
@Component({
  selector: 'posko-release-status-chip',
  imports: [Icon],
  template: `<posko-icon [name]="icons[status()]" />{{ text() }}`,
  styleUrl: './release-status-chip.scss',
  host: { '[class]': 'status()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReleaseStatusChip {
  readonly status = input.required<ReleaseStatus>();
  protected readonly t = injectText(briefingMessages);
  protected readonly icons = ICONS;

  protected readonly text = computed(() => this.t(`briefing.release.status.${this.status()}`));
}
