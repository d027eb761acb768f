import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { PublishedAct, PublishedContest, PublishedTps } from '@posko/contracts';
import type { CHasil } from '@posko/domain';
import { formMessages, injectFormats, injectWords, portalMessages } from '@posko/ui';
import { AsOf } from '../shell/as-of';
import type { Told } from '../shell/published-files';
import { differing } from './act-figures';
import type { ActFigure } from './act-figures';

interface Act {
  readonly act: PublishedAct;
  readonly isWithdrawal: boolean;
  readonly figures: readonly ActFigure[];
}

/** What was changed or taken back after it was public: when, why, by which document, and the figures before and after. */
@Component({
  selector: 'posko-act-list',
  imports: [AsOf],
  templateUrl: './act-list.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ActList {
  protected readonly t = injectWords(portalMessages, formMessages);
  protected readonly formats = injectFormats();
  readonly contest = input.required<PublishedContest>();
  readonly tps = input.required<PublishedTps>();
  readonly told = input.required<Told<unknown>>();

  /** The latest first. A correction's figures after it are those before the next one, or those that count now. */
  protected readonly acts = computed<Act[]>(() => {
    const { corrections, withdrawal, form } = this.tps();
    const afterLast = withdrawal === null ? form : withdrawal.before;
    const corrected = corrections.flatMap(({ withdrawal: before, ...act }, index) => {
      const after = corrections[index + 1]?.before ?? afterLast;
      const takenBack =
        before === undefined ? [] : [{ act: { ...before, before: null }, isWithdrawal: true, figures: [] }];
      return [...takenBack, { act, isWithdrawal: false, figures: this.figures(act.before, after) }];
    });
    const withdrawn =
      withdrawal === null
        ? []
        : [{ act: withdrawal, isWithdrawal: true, figures: this.figures(withdrawal.before, null) }];
    return [...corrected, ...withdrawn].reverse();
  });

  protected label(figure: ActFigure): string {
    const { words, sex, name } = figure;
    if (words === null) return name;
    return sex === null ? this.t(words) : `${this.t(words)} (${this.t(`form.sex.${sex}`)})`;
  }

  protected written(figure: number | null): string {
    return figure === null ? '–' : this.formats.number(figure);
  }

  private figures(before: CHasil | null, after: CHasil | null): ActFigure[] {
    return before === null ? [] : differing(this.contest(), before, after);
  }
}
