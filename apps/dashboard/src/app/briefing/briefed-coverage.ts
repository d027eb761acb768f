import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Briefing } from '@posko/contracts';
import { levelOf } from '@posko/domain';
import { Language, briefingMessages, injectFormats, injectText, regionName } from '@posko/ui';

/** As many as are looked at in a corridor. */
const MOST_ROWS = 8;

/** Which TPS are not in the votes and how they differ from those that are: in a sentence, then region by region. */
@Component({
  selector: 'posko-briefed-coverage',
  template: `
    <p class="sentence">{{ sentence() }}</p>
    @if (rows().length > 0) {
      <h3>{{ t('briefing.coverage.where') }}</h3>
      <ul>
        @for (row of rows(); track row.code) {
          <li>
            <span>{{ row.name }}</span>
            <b>{{ t('briefing.coverage.of', { n: row.missing, total: row.expected }) }}</b>
            <span class="rail" aria-hidden="true"><i [style.inline-size.%]="row.percent"></i></span>
          </li>
        }
      </ul>
      @if (left() > 0) {
        <p class="soft">{{ t('briefing.coverage.more', { n: left() }) }}</p>
      }
    }
  `,
  styleUrl: './briefed-coverage.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BriefedCoverage {
  readonly briefing = input.required<Pick<Briefing, 'coverage' | 'coverageSentence'>>();

  private readonly language = inject(Language).current;
  protected readonly t = injectText(briefingMessages);
  protected readonly formats = injectFormats();
  protected readonly sentence = computed(() => this.briefing().coverageSentence[this.language()]);
  protected readonly rows = computed(() =>
    this.briefing()
      .coverage.regions.slice(0, MOST_ROWS)
      .map(({ code, name, missing, expected }) => ({
        code,
        name: regionName(name, levelOf(code)),
        missing,
        expected,
        percent: expected === 0 ? 0 : (100 * missing) / expected,
      })),
  );
  protected readonly left = computed(() => this.briefing().coverage.regions.length - this.rows().length);
}
