import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  computed,
  effect,
  inject,
  input,
  untracked,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { answered } from '@posko/client';
import type { Answer } from '@posko/client';
import type { Contest, ResultState } from '@posko/domain';
import { isOf } from '@posko/domain';
import { Icon, Panel, injectText, resultMessages } from '@posko/ui';
import { API, BoardStore } from './board-store';
import { ContestStore } from './contest-store';
import { PolledRead } from './polled-read';

const ASK_EVERY_MS = 30_000;
const TROUBLE: readonly ResultState[] = ['differing', 'held', 'withdrawn'];

interface Line {
  readonly contest: Contest;
  readonly state: ResultState;
  readonly isTrouble: boolean;
}

/** Where the results of one TPS stand, contest by contest; each leads to its page. */
@Component({
  selector: 'posko-tps-results',
  imports: [Icon, Panel, RouterLink],
  template: `
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
  `,
  styleUrl: './tps-results.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TpsResults {
  readonly code = input.required<string>();

  private readonly api = inject(API);
  private readonly contests = inject(ContestStore);
  protected readonly t = injectText(resultMessages);
  private readonly here = computed(() => (this.contests.contests() ?? []).filter((one) => isOf(one, this.code())));
  protected readonly read = new PolledRead<Line[]>({
    read: (signal) => this.ask(signal),
    everyMs: ASK_EVERY_MS,
    now: inject(BoardStore).now,
  });

  constructor() {
    effect(() => {
      if (this.here().length > 0) untracked(() => void this.read.refresh());
    });
    inject(DestroyRef).onDestroy(() => this.read.stop());
  }

  protected stateKey({ state }: Line): `result.state.${ResultState}` {
    return `result.state.${state}`;
  }

  private async ask(signal: AbortSignal): Promise<Answer<Line[]>> {
    const tpsCode = untracked(this.code);
    const lines: Line[] = [];
    for (const contest of untracked(this.here)) {
      const answer = await this.api.call('result', { params: { contest: contest.id, tpsCode }, signal });
      if (!answer.isOk) return answer;
      const { state } = answer.value.result;
      lines.push({ contest, state, isTrouble: TROUBLE.includes(state) });
    }
    return answered(lines);
  }
}
