import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Briefing } from '@posko/contracts';
import { OUTCOME_CASES, outcomeAssumption, outcomeWords } from '@posko/domain';
import type { OutcomeAnswer, OutcomeStep, OutcomeVerdict } from '@posko/domain';
import { Icon, Language, briefingIcons, briefingMessages, injectFormats, injectText } from '@posko/ui';

interface Bar {
  readonly label: string;
  readonly n: number;
  readonly width: number;
}

/**
 * Can what is left still change it? For each question the verdict of the worst and of the realistic case, the two numbers that
 * decide it side by side, and all of the arithmetic one click away. It is never dressed as a forecast.
 */
@Component({
  selector: 'posko-outcome-gauge',
  imports: [Icon],
  templateUrl: './outcome-gauge.html',
  styleUrl: './outcome-gauge.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OutcomeGauge {
  readonly briefing = input.required<Pick<Briefing, 'outcome' | 'contest'>>();

  private readonly language = inject(Language).current;
  protected readonly t = injectText(briefingMessages);
  protected readonly formats = injectFormats();
  protected readonly cases = OUTCOME_CASES;
  protected readonly assumption = computed(() => outcomeAssumption(this.briefing().outcome, this.language()));
  protected readonly questions = computed(() => {
    const { outcome, contest } = this.briefing();
    return outcomeWords(outcome, contest.options, this.language()).map((words) => {
      const answer = outcome.answers.find(({ question }) => question === words.question) ?? null;
      const worst = answer?.steps.find((step) => step.case === 'worst') ?? null;
      return { words, answer, bars: this.barsOf(worst), range: this.rangeOf(worst) };
    });
  });

  protected verdictOf(answer: OutcomeAnswer, name: (typeof OUTCOME_CASES)[number]): OutcomeVerdict {
    return answer[name];
  }

  protected iconOf(verdict: OutcomeVerdict): typeof briefingIcons.open | typeof briefingIcons.settled {
    return verdict === 'open' ? briefingIcons.open : briefingIcons.settled;
  }

  /** Margin against what can still come, drawn to the longer of them. */
  private barsOf(step: OutcomeStep | null): Bar[] {
    if (step === null || step.allowed !== null) return [];
    const bars = [
      { label: this.t('briefing.gauge.margin'), n: step.margin },
      { label: this.t('briefing.gauge.coming'), n: step.coming },
    ];
    const most = Math.max(1, ...bars.map(({ n }) => n));
    return bars.map((bar) => ({ ...bar, width: (100 * Math.max(0, bar.n)) / most }));
  }

  /** Of the threshold: what the margin can become, beside the threshold. */
  private rangeOf(step: OutcomeStep | null): { readonly margin: string; readonly allowed: string } | null {
    if (step === null || step.allowed === null) return null;
    const [low, high] = [step.low, step.high].map((n) => this.formats.number(n).replace('-', '−'));
    return {
      margin: this.t('briefing.gauge.rangeOf', { low: low ?? '', high: high ?? '' }),
      allowed: this.formats.number(step.allowed),
    };
  }
}
