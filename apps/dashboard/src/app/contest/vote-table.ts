import { ChangeDetectionStrategy, Component, computed, input, signal } from '@angular/core';
import { NgTemplateOutlet } from '@angular/common';
import type { TotalsRow } from '@posko/contracts';
import type { Contest } from '@posko/domain';
import { DPR_THRESHOLD_PER_MILLE } from '@posko/domain';
import { Icon, contestMessages, injectFormats, injectText } from '@posko/ui';
import { BASES, voteLines } from './vote-lines';
import type { Basis, VoteLine } from './vote-lines';

const PER_MILLE = 1000;
const SUMS = ['valid', 'invalid', 'total', 'came', 'dpt'] as const;

/** Votes by option: published, held and received side by side, never one of them alone. Candidates' colours are shown here only. */
@Component({
  selector: 'posko-vote-table',
  imports: [Icon, NgTemplateOutlet],
  templateUrl: './vote-table.html',
  styleUrl: './vote-table.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VoteTable {
  readonly contest = input.required<Contest>();
  readonly row = input.required<TotalsRow>();

  protected readonly t = injectText(contestMessages);
  protected readonly formats = injectFormats();
  protected readonly bases = BASES;
  protected readonly sums = SUMS;
  private readonly opened = signal<ReadonlySet<string>>(new Set());
  protected readonly lines = computed(() => voteLines(this.contest(), this.row()));
  /** The longest bar, as a share. */
  private readonly longest = computed(() =>
    Math.max(0.01, ...this.lines().flatMap((line) => [shareOf(line, 'published'), shareOf(line, 'received')])),
  );
  /** Where 4 % lies on the bars, in percent of their width; null where no such threshold is. */
  protected readonly threshold = computed(() => {
    if (this.contest().code !== 'pdpr') return null;
    const at = (100 * DPR_THRESHOLD_PER_MILLE) / PER_MILLE / this.longest();
    return at > 100 ? null : at;
  });
  protected readonly hasThreshold = computed(() => this.contest().code === 'pdpr');

  protected name({ option }: VoteLine): string {
    return option.kind === 'kolomKosong' ? this.t('contest.kolomKosong') : option.name;
  }

  /** Bars are drawn to the longest one. */
  protected width(line: VoteLine, basis: Basis): number {
    return (100 * shareOf(line, basis)) / this.longest();
  }

  protected isOpen(line: VoteLine): boolean {
    return this.opened().has(line.option.id);
  }

  protected toggle({ option }: VoteLine): void {
    this.opened.update((before) => {
      const after = new Set(before);
      if (!after.delete(option.id)) after.add(option.id);
      return after;
    });
  }
}

function shareOf({ votes, of }: VoteLine, basis: Basis): number {
  return of[basis] === 0 ? 0 : votes[basis] / of[basis];
}
