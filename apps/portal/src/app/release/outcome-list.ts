import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { ReleaseFile } from '@posko/contracts';
import { outcomeAssumption, outcomeWords } from '@posko/domain';
import { Language, injectWords, portalMessages } from '@posko/ui';

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
    @if (assumption(); as one) {
      <p class="note">{{ one.title }}: {{ one.sentence }}</p>
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OutcomeList {
  private readonly language = inject(Language);
  protected readonly t = injectWords(portalMessages);
  readonly file = input.required<Pick<ReleaseFile, 'outcome' | 'contest'>>();

  protected readonly questions = computed(() => {
    const { outcome, contest } = this.file();
    return outcomeWords(outcome, contest.options, this.language.current());
  });
  protected readonly assumption = computed(() => outcomeAssumption(this.file().outcome, this.language.current()));
}
