import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Panel, incidentMessages, injectText } from '@posko/ui';
import { injectIncidentList } from './incident-list-store';
import { IncidentRows } from './incident-rows';
import { SessionStore } from './session-store';

/** The incidents of one TPS, those with work left first, and the way to log a call of it. */
@Component({
  selector: 'posko-tps-incidents',
  imports: [IncidentRows, Panel, RouterLink],
  template: `
    <posko-panel
      [heading]="t('incident.atTps')"
      [state]="list.state()"
      [age]="list.ageMs()"
      [freshness]="list.freshness()"
      [message]="list.state() === 'empty' ? t('incident.noneAtTps') : null"
      (retry)="list.refresh()"
    >
      @if (mayLog()) {
        <a panelActions class="log" routerLink="/incidents/new" [queryParams]="{ tps: code() }">{{
          t('incident.logHere')
        }}</a>
      }
      <posko-incident-rows [rows]="list.rows()" [hasPlace]="false" />
    </posko-panel>
  `,
  styleUrl: './tps-incidents.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TpsIncidents {
  readonly code = input.required<string>();
  private readonly session = inject(SessionStore);
  protected readonly t = injectText(incidentMessages);
  protected readonly mayLog = computed(() => this.session.may('incident.write', this.code()));
  protected readonly list = injectIncidentList(() =>
    this.session.may('incident.read', this.code()) ? { view: 'all', region: this.code(), sort: 'due' } : null,
  );
}
