import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ReleaseCorrection } from '@posko/contracts';
import { briefingMessages, injectFormats, injectText } from '@posko/ui';
import { Places } from '../shell/places';

/** TPS whose figures were in the release and have changed since, each with its reason and the way to its result. */
@Component({
  selector: 'posko-release-corrections',
  imports: [RouterLink],
  template: `
    <ul>
      @for (line of lines(); track $index) {
        <li>
          <a [routerLink]="['/results', contest(), 'tps', line.row.tps]">{{ line.heading }}</a>
          <span>{{ line.row.reason }}</span>
          @if (line.row.document) {
            <small>{{ t('briefing.corrections.document', { document: line.row.document }) }}</small>
          }
        </li>
      } @empty {
        <li>{{ t('briefing.corrections.none') }}</li>
      }
    </ul>
  `,
  styleUrl: './release-corrections.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReleaseCorrections {
  readonly contest = input.required<string>();
  readonly rows = input.required<readonly ReleaseCorrection[]>();

  private readonly places = inject(Places);
  protected readonly t = injectText(briefingMessages);
  private readonly formats = injectFormats();
  protected readonly lines = computed(() =>
    this.rows().map((row) => ({
      row,
      heading: this.t('briefing.corrections.of', {
        tps: this.places.nameOf(row.tps),
        act: this.t(`briefing.corrections.${row.act}`),
        time: this.formats.dateTime(row.at),
      }),
    })),
  );
}
