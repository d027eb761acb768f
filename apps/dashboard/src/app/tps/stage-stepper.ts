import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { Icon, StageChip, injectFormats, injectText, tpsMessages } from '@posko/ui';
import type { StageStep } from './stage-steps';

/** The stages in their order: which are behind the TPS and since when, where it stands, what it owes. */
@Component({
  selector: 'posko-stage-stepper',
  imports: [Icon, StageChip],
  templateUrl: './stage-stepper.html',
  styleUrl: './stage-stepper.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StageStepper {
  readonly steps = input.required<readonly StageStep[]>();
  protected readonly t = injectText(tpsMessages);
  protected readonly formats = injectFormats();
}
