import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { ResultView } from './result-view';

/** The page of one result. Another one is another view: nothing of the last one lingers. */
@Component({
  selector: 'posko-result-page',
  imports: [ResultView],
  template: `
    @for (one of [contest() + ' ' + tps()]; track one) {
      <posko-result-view [contest]="contest()" [tps]="tps()" />
    }
  `,
  styleUrl: './result-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ResultPage {
  /** `/results/pkwkp-35/tps/3578041001001` */
  readonly contest = input.required<string>();
  readonly tps = input.required<string>();
}
