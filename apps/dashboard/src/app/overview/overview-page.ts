import { ChangeDetectionStrategy, Component } from '@angular/core';

@Component({
  selector: 'posko-overview-page',
  template: '<h1>OverviewPage</h1>',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OverviewPage {}
