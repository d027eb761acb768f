import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { Icon } from '@posko/ui';
import type { IconName } from '@posko/ui';

/** A whole page that has nothing to show: why, and what to do about it (contents). */
@Component({
  selector: 'posko-blank',
  imports: [Icon],
  template: `
    <posko-icon [name]="icon()" />
    <h1>{{ heading() }}</h1>
    <p>{{ text() }}</p>
    <div><ng-content /></div>
  `,
  styleUrl: './blank.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Blank {
  readonly icon = input.required<IconName>();
  readonly heading = input.required<string>();
  readonly text = input('');
}
