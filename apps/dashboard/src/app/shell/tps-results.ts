import { ChangeDetectionStrategy, Component, effect, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ResultState } from '@posko/domain';
import { Icon, Panel, injectText, resultMessages } from '@posko/ui';
import { TpsResultsStore } from './tps-results-store';
import type { TpsResultLine } from './tps-results-store';

/** Where the results of one TPS stand, contest by contest; each leads to its page. */
@Component({
  selector: 'posko-tps-results',
  imports: [Icon, Panel, RouterLink],
  providers: [TpsResultsStore],
  template: `
    @if (store.hasContests()) {
      <posko-panel
        [heading]="t('result.atTps')"
        [state]="read.state()"
        [age]="read.ageMs()"
        [freshness]="read.freshness()"
        (retry)="read.refresh()"
      >
        <ul>
          @for (line of read.value(); track line.contest.id) {
            <li>
              <a [routerLink]="['/results', line.contest.id, 'tps', code()]">{{ line.contest.name }}</a>
              <span [class.trouble]="line.isTrouble">
                @if (line.isTrouble) {
                  <posko-icon name="alert" />
                }
                {{ t(stateKey(line)) }}
              </span>
            </li>
          }
        </ul>
      </posko-panel>
    }
  `,
  styleUrl: './tps-results.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TpsResults {
  readonly code = input.required<string>();

  protected readonly t = injectText(resultMessages);
  protected readonly store = inject(TpsResultsStore);
  protected readonly read = this.store.read;

  constructor() {
    effect(() => this.store.open(this.code()));
  }

  protected stateKey({ state }: TpsResultLine): `result.state.${ResultState}` {
    return `result.state.${state}`;
  }
}
