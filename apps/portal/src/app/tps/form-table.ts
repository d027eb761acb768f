import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { PublishedContest } from '@posko/contracts';
import type { CHasil, Figure } from '@posko/domain';
import { formMessages, injectFormats, injectWords } from '@posko/ui';
import { ballotLines, voteSums, voterLines } from './form-rows';

const SEXES = ['l', 'p', 'j'] as const;

/** The figures of a form as they stand on the paper, below the votes of the options. */
@Component({
  selector: 'posko-form-table',
  template: `
    <table class="form">
      <tbody>
        @for (line of sums(); track line.label) {
          <tr>
            <th scope="row">{{ t(line.label) }}</th>
            <td class="figure">{{ written(line.figure) }}</td>
          </tr>
        }
      </tbody>
    </table>
    <table class="form">
      <thead>
        <tr>
          <th scope="col">{{ t('form.block.came') }}</th>
          @for (sex of sexes; track sex) {
            <th scope="col" class="figure">
              <abbr [attr.title]="t(long(sex))">{{ t(short(sex)) }}</abbr>
            </th>
          }
        </tr>
      </thead>
      <tbody>
        @for (line of voters(); track line.label) {
          <tr>
            <th scope="row">{{ t(line.label) }}</th>
            @for (sex of sexes; track sex) {
              <td class="figure">{{ written(line.row[sex]) }}</td>
            }
          </tr>
        }
      </tbody>
    </table>
    <table class="form">
      <thead>
        <tr>
          <th scope="col" colspan="2">{{ t('form.block.ballots') }}</th>
        </tr>
      </thead>
      <tbody>
        @for (line of ballots(); track line.label) {
          <tr>
            <th scope="row">{{ t(line.label) }}</th>
            <td class="figure">{{ written(line.figure) }}</td>
          </tr>
        }
      </tbody>
    </table>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FormTable {
  protected readonly t = injectWords(formMessages);
  private readonly formats = injectFormats();
  protected readonly sexes = SEXES;
  readonly contest = input.required<Pick<PublishedContest, 'profile'>>();
  readonly form = input.required<CHasil>();
  protected readonly voters = computed(() => voterLines(this.form(), this.contest().profile));
  protected readonly sums = computed(() => voteSums(this.form()));
  protected readonly ballots = computed(() => ballotLines(this.form()));

  protected short(sex: (typeof SEXES)[number]): `form.sex.${(typeof SEXES)[number]}` {
    return `form.sex.${sex}`;
  }

  protected long(sex: (typeof SEXES)[number]): `form.sexLong.${(typeof SEXES)[number]}` {
    return `form.sexLong.${sex}`;
  }

  protected written(figure: Figure): string {
    return figure === null ? '–' : this.formats.number(figure);
  }
}
