import { ChangeDetectionStrategy, Component, computed, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon, briefingMessages, injectFormats, injectText } from '@posko/ui';
import type { ReleaseRow } from './briefing-store';
import { ReleaseStatusChip } from './release-status-chip';

/** As many as fit under the votes; whoever wants an older one asks. */
const FIRST_ROWS = 4;

/** Releases of a contest, latest first. */
@Component({
  selector: 'posko-release-list',
  imports: [Icon, ReleaseStatusChip, RouterLink],
  template: `
    <ul>
      @for (row of shown(); track row.id) {
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
    @if (shown().length < rows().length) {
      <button type="button" (click)="isOpen.set(true)">{{ t('briefing.releases.all', { n: rows().length }) }}</button>
    }
  `,
  styleUrl: './release-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReleaseList {
  readonly rows = input.required<readonly ReleaseRow[]>();
  protected readonly t = injectText(briefingMessages);
  protected readonly formats = injectFormats();
  protected readonly isOpen = signal(false);
  protected readonly shown = computed(() => (this.isOpen() ? this.rows() : this.rows().slice(0, FIRST_ROWS)));
}
