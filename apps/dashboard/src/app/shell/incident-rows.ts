import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { IncidentRow } from '@posko/contracts';
import { ClockChip, SeverityBadge, incidentKindMessages, incidentMessages, injectText } from '@posko/ui';
import { BoardStore } from './board-store';
import { IncidentPolicyStore } from './incident-policy-store';
import { Places } from './places';

/** Incidents as a short list, for panels: severity, kind, where, state, and the clock that runs. */
@Component({
  selector: 'posko-incident-rows',
  imports: [ClockChip, RouterLink, SeverityBadge],
  templateUrl: './incident-rows.html',
  styleUrl: './incident-rows.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IncidentRows {
  readonly rows = input.required<readonly IncidentRow[]>();
  /** Where each is; left out where it is the same for all. */
  readonly hasPlace = input(true);
  protected readonly t = injectText(incidentMessages, incidentKindMessages);
  protected readonly places = inject(Places);
  protected readonly policy = inject(IncidentPolicyStore).policy;
  protected readonly now = inject(BoardStore).roomNow;
}
