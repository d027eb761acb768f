import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { ReleaseFile } from '@posko/contracts';
import { optionName, percentText } from '@posko/domain';
import { Language, injectFormats, injectWords, portalMessages } from '@posko/ui';

/** What institutes had said when a release was made, beside the count, with the difference in percentage points. */
@Component({
  selector: 'posko-quick-count-table',
  template: `
    <p class="note">{{ t('portal.quickNote') }}</p>
    @for (one of institutes(); track one.id) {
      <h3>{{ one.institute }}</h3>
      <p class="note">{{ t('portal.quickFacts', { time: one.time, sample: one.sample, margin: one.margin }) }}</p>
      <div class="scroll" role="group" tabindex="0" [attr.aria-label]="one.institute">
        <table>
          <thead>
            <tr>
              <th scope="col">{{ t('portal.quickOption') }}</th>
              <th scope="col" class="figure">{{ t('portal.quickTheirs') }}</th>
              <th scope="col" class="figure">{{ t('portal.quickOurs') }}</th>
              <th scope="col" class="figure">{{ t('portal.quickDifference') }}</th>
            </tr>
          </thead>
          <tbody>
            @for (line of one.lines; track line.option) {
              <tr>
                <th scope="row">{{ line.name }}</th>
                <td class="figure">{{ line.quick }}</td>
                <td class="figure">{{ line.real }}</td>
                <td class="figure">{{ line.difference }}</td>
              </tr>
            }
          </tbody>
        </table>
      </div>
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class QuickCountTable {
  private readonly language = inject(Language);
  private readonly formats = injectFormats();
  protected readonly t = injectWords(portalMessages);
  readonly file = input.required<Pick<ReleaseFile, 'quickCounts' | 'contest'>>();

  protected readonly institutes = computed(() => {
    const { quickCounts, contest } = this.file();
    const language = this.language.current();
    const percent = (value: number | null): string => (value === null ? '–' : percentText(value, language));
    return quickCounts.map(({ id, institute, at, sample, margin, lines }) => ({
      id,
      institute,
      time: this.formats.dateTime(at),
      sample: this.formats.number(sample),
      margin: percentText(margin, language),
      lines: lines.map(({ option, quick, real, difference }) => ({
        option,
        name: optionName(contest.options, option, language),
        quick: percent(quick),
        real: percent(real),
        difference: difference === null ? '–' : this.formats.signed(difference, 2),
      })),
    }));
  });
}
