import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { RecapPart } from '@posko/contracts';
import { injectFormats, injectText, recapMessages } from '@posko/ui';
import { Places } from '../shell/places';
import { linkOf } from './recap-findings';

/** What a recapitulation is held against: each part with where its figures come from. */
@Component({
  selector: 'posko-recap-parts',
  imports: [RouterLink],
  template: `
    <div tabindex="0" role="group" [attr.aria-label]="t('recap.parts')">
      <table>
        <thead>
          <tr>
            <th scope="col">{{ t('recap.part') }}</th>
            <th scope="col">{{ t('recap.source') }}</th>
            @if (hasPlenaries()) {
              <th scope="col" class="wide">{{ t('recap.status') }}</th>
            }
            <th scope="col" class="figure">{{ t('recap.counted') }}</th>
            <th scope="col" class="figure">{{ t('recap.sum.total') }}</th>
          </tr>
        </thead>
        <tbody>
          @for (row of rows(); track row.code) {
            <tr>
              <th scope="row">
                <a [routerLink]="row.link">{{ row.name }}</a>
              </th>
              <td [class.soft]="!row.isIn">{{ row.source }}</td>
              @if (hasPlenaries()) {
                <td class="wide">{{ row.status }}</td>
              }
              <td class="figure">{{ row.tps }}</td>
              <td class="figure">{{ row.total }}</td>
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styleUrl: './recap-parts.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecapParts {
  readonly contest = input.required<string>();
  readonly parts = input.required<readonly RecapPart[]>();
  private readonly places = inject(Places);
  protected readonly t = injectText(recapMessages);
  private readonly formats = injectFormats();

  /** A TPS has none. */
  protected readonly hasPlenaries = computed(() => this.parts().some(({ status }) => status !== null));
  protected readonly rows = computed(() =>
    this.parts().map(({ code, source, figures, tps, status }) => ({
      code,
      name: this.places.nameOf(code),
      link: linkOf(this.contest(), code),
      isIn: figures !== null,
      source: figures === null ? this.t('recap.notIn') : this.t(`recap.source.${source}`),
      status: status === null ? '' : this.t(`recap.status.${status}`),
      tps: this.t('recap.tpsOf', { n: tps.counted, total: tps.expected }),
      total: figures === null ? '–' : this.formats.number(figures.total),
    })),
  );
}
