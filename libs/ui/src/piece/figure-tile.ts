import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { Icon } from '../icon';
import type { IconName } from '../icon';
import type { Severity } from './trouble';

/** One figure with what it counts, and a smaller second line. */
@Component({
  selector: 'posko-figure-tile',
  imports: [Icon],
  template: `
    <span class="label">
      @if (icon(); as name) {
        <posko-icon [name]="name" />
      }
      {{ label() }}
    </span>
    <strong>{{ figure() }}</strong>
    @if (detail()) {
      <span class="detail">{{ detail() }}</span>
    }
  `,
  styleUrl: './figure-tile.scss',
  host: { '[class]': 'severity()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FigureTile {
  readonly label = input.required<string>();
  readonly figure = input.required<string>();
  readonly detail = input('');
  readonly icon = input<IconName | null>(null);
  readonly severity = input<Severity>('note');
}
