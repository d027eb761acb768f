import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { STAGES } from '@posko/domain';
import type { StageCounts } from '@posko/domain';
import { injectFormats } from '../formats';
import { injectText } from '../language';

const FURTHEST_FIRST = STAGES.toReversed();

/**
 * Proportions of the stages as one stacked bar, furthest stage first; read out as text. One gradient with hard edges instead of nine
 * elements: tables hold many bars, and live ones.
 */
@Component({
  selector: 'posko-stage-bar',
  template: '',
  styleUrl: './stage-bar.scss',
  host: {
    role: 'img',
    '[style.background-image]': 'gradient()',
    '[attr.aria-label]': 'text()',
    '[attr.title]': 'text()',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StageBar {
  readonly stages = input.required<StageCounts>();

  private readonly t = injectText();
  private readonly formats = injectFormats();
  private readonly total = computed(() => STAGES.reduce((sum, stage) => sum + this.stages()[stage], 0));

  protected readonly gradient = computed(() => {
    const total = Math.max(1, this.total());
    let reached = 0;
    const bands = FURTHEST_FIRST.filter((stage) => this.stages()[stage] > 0).map((stage) => {
      const from = reached;
      reached += this.stages()[stage];
      return `var(--posko-stage-${stage}) ${percent(from, total)} ${percent(reached, total)}`;
    });
    return bands.length === 0 ? 'none' : `linear-gradient(90deg, ${bands.join(', ')})`;
  });

  /** Every stage that has any, furthest first: `Terkirim 12 (3,4 %), Siap …`. */
  protected readonly text = computed(() => {
    const parts = FURTHEST_FIRST.filter((stage) => this.stages()[stage] > 0).map((stage) => {
      const count = this.stages()[stage];
      const share = this.formats.percent(count, this.total(), 1);
      return `${this.t(`stage.${stage}`)} ${this.formats.number(count)} (${share})`;
    });
    return parts.length === 0 ? this.t('panel.empty') : parts.join(', ');
  });
}

function percent(part: number, total: number): string {
  return `${Math.round((1e4 * part) / total) / 100}%`;
}
