import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { Icon, entryMessages, injectText, ruleMessages } from '@posko/ui';
import { Places } from '../shell/places';
import type { UnsentEntry } from '../shell/entry-outbox';
import type { Outcome, SavedForm } from './entry-store';

/** What became of the last form, and of those that are still on their way. */
@Component({
  selector: 'posko-entry-outcome',
  imports: [Icon],
  templateUrl: './entry-outcome.html',
  styleUrl: './entry-outcome.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EntryOutcome {
  readonly outcome = input.required<Outcome | null>();
  readonly waiting = input.required<readonly UnsentEntry[]>();
  readonly refused = input.required<readonly UnsentEntry[]>();
  readonly reopened = output<SavedForm>();
  readonly mended = output<UnsentEntry>();
  readonly retried = output();

  private readonly places = inject(Places);
  protected readonly t = injectText(entryMessages, ruleMessages);
  protected readonly text = computed(() => {
    const outcome = this.outcome();
    if (outcome === null) return '';
    const tps = this.nameOf(outcome.tps);
    if (outcome.kind === 'saved') return this.t('entry.saved', { tps, receipt: outcome.answer.receipt });
    return this.t(`entry.${outcome.kind}`, { tps, why: this.t(`error.${outcome.failure}`) });
  });
  /** What the rules say of the form that was saved, each once. */
  protected readonly notes = computed(() => {
    const outcome = this.outcome();
    if (outcome?.kind !== 'saved') return [];
    const codes = [...new Set(outcome.answer.findings.map(({ code }) => code))];
    return codes.map((code) => ({ code, text: this.t(`rule.short.${code}`) }));
  });

  protected readonly waitingNames = computed(() =>
    this.waiting()
      .map(({ tps }) => this.nameOf(tps))
      .join(', '),
  );

  protected nameOf(tps: string): string {
    return this.places.nameOf(tps);
  }

  protected refusalOf({ tps, refusal }: UnsentEntry): string {
    return this.t('entry.refused', { tps: this.nameOf(tps), why: this.t(`error.${refusal ?? 'unreadable'}`) });
  }
}
