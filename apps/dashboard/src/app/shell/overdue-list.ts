import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon, injectFormats, injectText } from '@posko/ui';
import type { OverdueGroup } from './overdue-groups';

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
  protected readonly t = injectText();
  protected readonly formats = injectFormats();

  protected silence(since: string): string {
    const now = this.roomNow();
    return now === null ? '' : this.formats.duration(now - Date.parse(since));
  }
}
