import { ChangeDetectionStrategy, Component } from '@angular/core';

@Component({
  selector: 'posko-tps-page',
  template: '<h1>TpsPage</h1>',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TpsPage {}
