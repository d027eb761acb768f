import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Panel, incidentMessages, injectText } from '@posko/ui';
import { injectIncidentList } from './incident-list-store';
import { IncidentRows } from './incident-rows';
import { SessionStore } from './session-store';

/** From here on an incident is trouble for whoever watches the whole. */
const LEAST_SEVERITY = 7;
const MOST_ROWS = 8;

/** The worst incidents that are open; nothing at all where there are none, or where one may not read them. */
@Component({
  selector: 'posko-worst-incidents',
  imports: [IncidentRows, Panel, RouterLink],
  template: `
    @if (rows().length > 0) {
      <posko-panel [heading]="t('incident.worst')" [age]="list.ageMs()" [freshness]="list.freshness()">
        <a panelActions routerLink="/incidents" [queryParams]="{ sort: 'severity' }">{{ t('incident.queue') }}</a>
        <posko-incident-rows [rows]="rows()" />
      </posko-panel>
    }
  `,
  styleUrl: './worst-incidents.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WorstIncidents {
  private readonly session = inject(SessionStore);
  protected readonly t = injectText(incidentMessages);
  protected readonly list = injectIncidentList(
    () => (this.session.may('incident.read') ? { view: 'open', sort: 'severity', minSeverity: LEAST_SEVERITY } : null),
    20,
  );
  protected readonly rows = computed(() => this.list.rows().slice(0, MOST_ROWS));
}
