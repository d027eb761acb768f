import { ChangeDetectionStrategy, Component } from '@angular/core';

@Component({
  selector: 'posko-wall-page',
  template: '<h1>WallPage</h1>',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WallPage {}
