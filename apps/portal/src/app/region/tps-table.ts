import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { PublishedContest, PublishedDesa } from '@posko/contracts';
import { injectFormats, injectWords, portalMessages } from '@posko/ui';
import { AsOf } from '../shell/as-of';
import { linkTo, numberOf } from '../shell/place';
import type { Told } from '../shell/published-files';
import { StateMark } from '../shell/state-mark';
import { mainOptions } from '../shell/vote-lines';

const MOST_OPTIONS = 5;

/** The TPS of a desa. */
@Component({
  selector: 'posko-tps-table',
  imports: [AsOf, RouterLink, StateMark],
  templateUrl: './tps-table.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TpsTable {
  protected readonly t = injectWords(portalMessages);
  protected readonly formats = injectFormats();
  protected readonly linkTo = linkTo;
  readonly contest = input.required<PublishedContest>();
  readonly desa = input.required<PublishedDesa>();
  readonly told = input.required<Told<unknown>>();

  protected readonly options = computed(() => {
    const options = mainOptions(this.contest());
    return options.length > MOST_OPTIONS ? [] : options;
  });
  protected readonly rows = computed(() =>
    this.desa().tps.map((tps) => ({
      tps,
      number: numberOf(tps.code),
      total: tps.form?.votes.total ?? null,
      votes: this.options().map((option) => ({ id: option.id, votes: this.votes(tps.form?.votes, option.id) })),
    })),
  );

  private votes(votes: Written | undefined, id: string): number | null {
    const option = this.options().find((one) => one.id === id);
    if (votes === undefined || option === undefined) return null;
    return (option.kind === 'party' ? votes.parties?.[id] : votes.options[id]) ?? null;
  }
}

type Figures = Readonly<Record<string, number | null>>;

interface Written {
  readonly options: Figures;
  readonly parties?: Figures | undefined;
}
