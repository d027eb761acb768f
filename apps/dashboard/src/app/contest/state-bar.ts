import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { TotalsRow } from '@posko/contracts';
import type { ResultState } from '@posko/domain';
import { RESULT_STATES } from '@posko/domain';
import { Icon, injectFormats, injectText, resultMessages } from '@posko/ui';
import { isTrouble } from './below-rows';

/** From the public back to what is not there. */
const ORDER: readonly ResultState[] = [
  'published',
  'corrected',
  'passed',
  'enteredOnce',
  'photoOnly',
  'differing',
  'held',
  'withdrawn',
  'empty',
];

/** How many TPS stand in which state, as one bar and in words. */
@Component({
  selector: 'posko-state-bar',
  imports: [Icon],
  template: `
    <div class="bar" aria-hidden="true">
      @for (part of parts(); track part.state) {
        <i [class]="part.state" [style.inline-size.%]="part.percent"></i>
      }
    </div>
    <ul>
      @for (part of parts(); track part.state) {
        <li [class.trouble]="part.isTrouble">
          <i [class]="part.state" aria-hidden="true"></i>
          @if (part.isTrouble) {
            <posko-icon name="alert" />
          }
          <span>{{ part.label }}</span>
          <b>{{ formats.number(part.count) }}</b>
        </li>
      }
    </ul>
  `,
  styleUrl: './state-bar.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StateBar {
  readonly states = input.required<TotalsRow['states']>();
  readonly expected = input.required<number>();

  private readonly t = injectText(resultMessages);
  protected readonly formats = injectFormats();
  protected readonly parts = computed(() => {
    const [states, expected] = [this.states(), this.expected()];
    // TPS of which nothing came need not be counted by whoever counts.
    const known = RESULT_STATES.filter((state) => state !== 'empty').reduce((n, state) => n + (states[state] ?? 0), 0);
    const counts = { ...states, empty: Math.max(0, expected - known) };
    return ORDER.map((state) => ({
      state,
      label: this.t(`result.state.${state}`),
      count: counts[state] ?? 0,
      percent: expected === 0 ? 0 : (100 * (counts[state] ?? 0)) / expected,
      isTrouble: isTrouble(state),
    })).filter(({ count }) => count > 0);
  });
}
