import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { IncidentView } from './incident-view';

/** The page of one incident. Another incident is another view: nothing of the last one lingers. */
@Component({
  selector: 'posko-incident-page',
  imports: [IncidentView],
  template: `
    @for (one of [id()]; track one) {
      <posko-incident-view [id]="one" />
    }
  `,
  styleUrl: './incident-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IncidentPage {
  readonly id = input.required<string>();
}
