import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { ReleaseFile } from '@posko/contracts';
import { outcomeWords } from '@posko/domain';
import { Language, injectFormats, injectWords, portalMessages } from '@posko/ui';

const PER_POINT = 10;

/** Whether what was left when a release was made could still change it, with the arithmetic of each answer. */
@Component({
  selector: 'posko-outcome-list',
  template: `
    <p class="note">{{ t('portal.outcomeNote') }}</p>
    @for (one of questions(); track one.question) {
      <h3>{{ one.title }}</h3>
      <p>{{ one.answer }}</p>
      @if (one.lines.length > 0) {
        <details>
          <summary>
            {{ t('portal.outcomeSteps') }}<span class="unseen">: {{ one.title }}</span>
          </summary>
          <ol class="steps">
            @for (line of one.lines; track $index) {
              <li>{{ line }}</li>
            }
          </ol>
        </details>
      }
    }
    @if (file().outcome.answers.length > 0) {
      <p class="note">{{ t('portal.outcomeAssumption', { points: points() }) }}</p>
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OutcomeList {
  private readonly language = inject(Language);
  private readonly formats = injectFormats();
  protected readonly t = injectWords(portalMessages);
  readonly file = input.required<Pick<ReleaseFile, 'outcome' | 'contest'>>();

  protected readonly questions = computed(() => {
    const { outcome, contest } = this.file();
    return outcomeWords(outcome, contest.options, this.language.current());
  });
  protected readonly points = computed(() => this.formats.number(this.file().outcome.swingPerMille / PER_POINT));
}
