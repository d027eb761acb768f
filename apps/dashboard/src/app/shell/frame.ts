import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';

@Component({
  selector: 'posko-frame',
  imports: [RouterOutlet],
  template: '<main id="content"><router-outlet /></main>',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Frame {}
