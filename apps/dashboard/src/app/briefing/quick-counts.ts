import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { QuickCountView } from '@posko/contracts';
import type { ContestOption, QuickCountLine } from '@posko/domain';
import { briefingMessages, injectFormats, injectText } from '@posko/ui';

/** A quick count; of those that are listed now it is known who wrote it down, and whether a later one stands in its place. */
export type ShownQuickCount = QuickCountView & {
  readonly enteredBy?: { readonly name: string };
  readonly isLatest?: boolean;
};

/** What institutes say, beside the real count and the difference. */
@Component({
  selector: 'posko-quick-counts',
  templateUrl: './quick-counts.html',
  styleUrl: './quick-counts.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class QuickCounts {
  readonly counts = input.required<readonly ShownQuickCount[]>();
  readonly options = input.required<readonly ContestOption[]>();

  protected readonly t = injectText(briefingMessages);
  private readonly formats = injectFormats();
  protected readonly institutes = computed(() =>
    this.counts()
      .filter(({ isLatest }) => isLatest !== false)
      .map((count) => ({
        count,
        facts: this.factsOf(count),
        lines: count.lines.map((line) => this.lineOf(line)),
        earlier: this.counts()
          .filter(({ id, institute }) => institute === count.institute && id !== count.id)
          .map((one) => ({ id: one.id, text: `${this.factsOf(one)}: ${this.sharesOf(one)}` })),
      })),
  );

  private factsOf({ at, sample, margin, enteredBy, enteredAt }: ShownQuickCount): string {
    const facts = this.t('briefing.quick.facts', {
      time: this.formats.dateTime(at),
      sample,
      margin: this.t('briefing.quick.margin', { n: this.formats.number(margin, 2) }),
    });
    if (enteredBy === undefined) return facts;
    const time = this.formats.dateTime(enteredAt);
    return `${facts} · ${this.t('briefing.quick.by', { name: enteredBy.name, time })}`;
  }

  private lineOf({ option, quick, real, difference, isWithin }: QuickCountLine) {
    return {
      option,
      name: this.nameOf(option),
      quick: this.percent(quick),
      real: real === null ? '–' : this.percent(real),
      difference: difference === null ? '–' : this.formats.signed(difference, 2),
      verdict: isWithin === null ? '' : this.t(isWithin ? 'briefing.quick.within' : 'briefing.quick.outside'),
    };
  }

  private sharesOf({ shares }: ShownQuickCount): string {
    return Object.entries(shares)
      .map(([option, share]) => `${this.nameOf(option)} ${this.percent(share)}`)
      .join('; ');
  }

  private nameOf(id: string): string {
    const option = this.options().find((one) => one.id === id);
    if (option === undefined) return id;
    return option.kind === 'kolomKosong' ? this.t('briefing.kolomKosong') : `${option.number}. ${option.name}`;
  }

  private percent(value: number): string {
    return this.formats.percent(value, 100);
  }
}
