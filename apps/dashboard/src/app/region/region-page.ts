import { ChangeDetectionStrategy, Component } from '@angular/core';

@Component({
  selector: 'posko-region-page',
  template: '<h1>RegionPage</h1>',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RegionPage {}
