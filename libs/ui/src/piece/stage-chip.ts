import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { Stage } from '@posko/domain';
import { injectText } from '../language';

/** A stage by its colour and its name. */
@Component({
  selector: 'posko-stage-chip',
  template: `<i [class]="stage()" aria-hidden="true"></i>{{ label() }}`,
  styleUrl: './stage-chip.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StageChip {
  readonly stage = input.required<Stage>();
  readonly isShort = input(false);
  private readonly t = injectText();
  protected readonly label = computed(() =>
    this.t(this.isShort() ? `stageShort.${this.stage()}` : `stage.${this.stage()}`),
  );
}
