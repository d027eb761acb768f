import { ChangeDetectionStrategy, Component } from '@angular/core';

@Component({
  selector: 'posko-not-found-page',
  template: '<h1>NotFoundPage</h1>',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NotFoundPage {}
