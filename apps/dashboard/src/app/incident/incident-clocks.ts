import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { INCIDENT_CLOCKS } from '@posko/domain';
import type { IncidentPolicy, Timed } from '@posko/domain';
import { ClockChip, incidentMessages, injectFormats, injectText } from '@posko/ui';

const DUE = { answer: 'answerDueAt', update: 'updateDueAt', solution: 'solutionDueAt' } as const;

/** The three clocks, each with what is left and when it is due. */
@Component({
  selector: 'posko-incident-clocks',
  imports: [ClockChip],
  templateUrl: './incident-clocks.html',
  styleUrl: './incident-clocks.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IncidentClocks {
  readonly incident = input.required<Timed>();
  readonly now = input.required<number | null>();
  readonly policy = input.required<IncidentPolicy>();
  protected readonly clocks = INCIDENT_CLOCKS;
  protected readonly due = DUE;
  protected readonly t = injectText(incidentMessages);
  protected readonly formats = injectFormats();
}
