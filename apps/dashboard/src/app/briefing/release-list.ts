import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon, briefingMessages, injectFormats, injectText } from '@posko/ui';
import type { ReleaseRow } from './briefing-store';
import { ReleaseStatusChip } from './release-status-chip';

/** Releases of a contest, latest first. */
@Component({
  selector: 'posko-release-list',
  imports: [Icon, ReleaseStatusChip, RouterLink],
  template: `
    <ul>
      @for (row of rows(); track row.id) {
        <li>
          <a [routerLink]="['/briefing/release', row.number]">{{ t('briefing.release', { n: row.number }) }}</a>
          <posko-release-status-chip [status]="row.status" />
          <span class="soft">{{
            t('briefing.asOf', { time: formats.dateTime(row.at), seq: formats.number(row.seq) })
          }}</span>
          @if (row.corrections > 0) {
            <span class="trouble">
              <posko-icon name="alert" />{{ t('briefing.release.corrected', { n: row.corrections }) }}
            </span>
          }
        </li>
      } @empty {
        <li>{{ t('briefing.releases.none') }}</li>
      }
    </ul>
  `,
  styleUrl: './release-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReleaseList {
  readonly rows = input.required<readonly ReleaseRow[]>();
  protected readonly t = injectText(briefingMessages);
  protected readonly formats = injectFormats();
}
