import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import type { Stage } from '@posko/domain';
import { injectText } from '../language';

/** A stage by its colour and its name. */
@Component({
  selector: 'posko-stage-chip',
  template: `<i [class]="stage()" aria-hidden="true"></i>{{ t(isShort() ? \`stageShort.\${stage()}\` : \`stage.\${stage()}\`) }}`,
  styleUrl: './stage-chip.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StageChip {
  readonly stage = input.required<Stage>();
  readonly isShort = input(false);
  protected readonly t = injectText();
}
