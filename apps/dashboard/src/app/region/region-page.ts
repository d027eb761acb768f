import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RegionView } from './region-view';

/** The page of a region, of any tier. Another region is another view: nothing of the last one lingers. */
@Component({
  selector: 'posko-region-page',
  imports: [RegionView],
  template: `
    @for (one of [code()]; track one) {
      <posko-region-view [code]="one" [view]="view()" [stage]="stage()" [mark]="mark()" />
    }
  `,
  styleUrl: './region-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RegionPage {
  readonly code = input.required<string>();
  /** `?view=tps&stage=open&mark=overdue`: what of the region is listed, so that a list can be passed on. */
  readonly view = input<string>();
  readonly stage = input<string>();
  readonly mark = input<string>();
}
