import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { TpsView } from './tps-view';

/** The page of one TPS. Another TPS is another view: nothing of the last one lingers. */
@Component({
  selector: 'posko-tps-page',
  imports: [TpsView],
  template: `
    @for (one of [code()]; track one) {
      <posko-tps-view [code]="one" />
    }
  `,
  styleUrl: './tps-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TpsPage {
  readonly code = input.required<string>();
}
