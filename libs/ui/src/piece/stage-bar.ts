import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { STAGES } from '@posko/domain';
import type { Stage, StageCounts } from '@posko/domain';
import { injectFormats } from '../formats';
import { injectText } from '../language';

interface Part {
  readonly stage: Stage;
  readonly percent: number;
}

/** Proportions of the stages as one stacked bar, furthest stage first; read out as text. */
@Component({
  selector: 'posko-stage-bar',
  template: `@for (part of parts(); track part.stage) {
    <i [class]="part.stage" [style.inline-size.%]="part.percent"></i>
  }`,
  styleUrl: './stage-bar.scss',
  host: { role: 'img', '[attr.aria-label]': 'text()', '[title]': 'text()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StageBar {
  readonly stages = input.required<StageCounts>();

  private readonly t = injectText();
  private readonly formats = injectFormats();
  private readonly total = computed(() => STAGES.reduce((sum, stage) => sum + this.stages()[stage], 0));

  protected readonly parts = computed<Part[]>(() => {
    const total = Math.max(1, this.total());
    return STAGES.toReversed().map((stage) => ({ stage, percent: (100 * this.stages()[stage]) / total }));
  });

  /** Every stage that has any, furthest first: `Terkirim 12 (3,4 %), Siap …`. */
  protected readonly text = computed(() =>
    STAGES.toReversed()
      .filter((stage) => this.stages()[stage] > 0)
      .map((stage) => {
        const count = this.stages()[stage];
        const share = this.formats.percent(count, this.total(), 1);
        return `${this.t(`stage.${stage}`)} ${this.formats.number(count)} (${share})`;
      })
      .join(', '),
  );
}
