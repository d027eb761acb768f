import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { PublishedRow } from '@posko/contracts';
import { HOLD_WORDS } from '@posko/domain';
import type { HoldCode, PublicState } from '@posko/domain';
import { Language, injectFormats, injectWords, portalMessages } from '@posko/ui';
import { AsOf } from './as-of';
import type { Told } from './published-files';
import { StateMark } from './state-mark';
import { isRule } from './rule-code';

/** In the order of their way to the votes. */
const STATES: readonly PublicState[] = ['empty', 'photo', 'received', 'held', 'counted', 'corrected', 'withdrawn'];
const COUNTS = ['expected', 'received', 'counted'] as const;
const WHOLE = 100;
/** What is in the votes; everything else is not, and says why. */
const IN_VOTES: readonly PublicState[] = ['counted', 'corrected'];
const CHANGED: readonly PublicState[] = ['corrected', 'withdrawn'];

/** How many TPS there are, are here, and are counted; what is not, and why. */
@Component({
  selector: 'posko-progress-panel',
  imports: [AsOf, StateMark],
  templateUrl: './progress-panel.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProgressPanel {
  private readonly language = inject(Language);
  protected readonly t = injectWords(portalMessages);
  protected readonly formats = injectFormats();
  readonly row = input.required<PublishedRow>();
  readonly at = input.required<string | null>();
  /** Of a release: what was changed since is not in it. */
  readonly isFrozen = input(false);
  readonly told = input<Told<unknown> | null>(null);

  protected readonly counts = computed(() => {
    const { counts } = this.row();
    return COUNTS.map((name) => ({
      name,
      label: `portal.${name}` as const,
      hint: `portal.hint.${name}` as const,
      n: counts[name],
    }));
  });
  protected readonly bars = computed(() => {
    const { expected, received, counted } = this.row().counts;
    const percent = (n: number): number => (expected > 0 ? (n / expected) * WHOLE : 0);
    return { received: percent(received), counted: percent(counted) };
  });
  protected readonly waiting = computed(() => this.tpsIn((state) => !IN_VOTES.includes(state)));
  protected readonly changed = computed(() => this.tpsIn((state) => CHANGED.includes(state)));
  protected readonly reasons = computed(() =>
    (Object.entries(this.row().reasons) as [HoldCode, number][])
      .filter(([, n]) => n > 0)
      .sort(([, a], [, b]) => b - a)
      .map(([code, n]) => ({ code, n, isRule: isRule(code), words: HOLD_WORDS[this.language.current()][code] })),
  );

  private tpsIn(isMeant: (state: PublicState) => boolean): { state: PublicState; n: number }[] {
    const { states } = this.row();
    return STATES.filter(isMeant).flatMap((state) => {
      const n = states[state] ?? 0;
      return n > 0 ? [{ state, n }] : [];
    });
  }
}
