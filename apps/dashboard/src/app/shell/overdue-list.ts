import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon, injectFormats, injectText, overviewMessages } from '@posko/ui';
import { byInstant } from './by-instant';
import type { OverdueGroup } from './overdue-groups';

const MINUTE = 60_000;

/** Overdue TPS as a list of calls: a kecamatan each, the longest silence first, and what each TPS owes since when. */
@Component({
  selector: 'posko-overdue-list',
  imports: [Icon, RouterLink],
  templateUrl: './overdue-list.html',
  styleUrl: './overdue-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OverdueList {
  readonly groups = input.required<readonly OverdueGroup[]>();
  /** The room's clock (ms); null until it was heard. */
  readonly roomNow = input.required<number | null>();
  protected readonly t = injectText(overviewMessages);
  protected readonly formats = injectFormats();

  private readonly minute = computed(() => {
    const now = this.roomNow();
    return now === null ? null : Math.floor(now / MINUTE);
  });
  /** How long something has been awaited, and the instant itself in words. */
  protected readonly silence = computed(() => {
    const minute = this.minute();
    return byInstant((since) => ({
      at: this.formats.dateTime(since),
      length: minute === null ? '' : this.formats.duration(minute * MINUTE - Date.parse(since)),
    }));
  });
}
