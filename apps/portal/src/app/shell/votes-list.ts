import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { PublishedContest, PublishedVotes } from '@posko/contracts';
import { formMessages, injectFormats, injectWords, portalMessages } from '@posko/ui';
import { hasThreshold, voteLines } from './vote-lines';
import type { VoteLine } from './vote-lines';

const WHOLE = 100;
const THRESHOLD = 0.04;

/** Votes per option as bars of plain HTML: readable as text, by eye and by ear. */
@Component({
  selector: 'posko-votes-list',
  templateUrl: './votes-list.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VotesList {
  protected readonly t = injectWords(portalMessages, formMessages);
  protected readonly formats = injectFormats();
  readonly contest = input.required<Pick<PublishedContest, 'code' | 'options'>>();
  readonly votes = input.required<Pick<PublishedVotes, 'options' | 'parties'>>();

  protected readonly lines = computed(() => voteLines(this.contest(), this.votes()));
  protected readonly hasLine = computed(() => hasThreshold(this.contest()));
  /** Parties have a few percent each: the longest bar fills the width, so that they can be told apart. */
  private readonly scale = computed(() => {
    const lines = this.lines();
    const isDense = lines.some(({ option }) => option.kind === 'party');
    const most = Math.max(...lines.map((line) => shareOf(line)), 0.1);
    return isDense ? most : 1;
  });
  protected readonly linePercent = computed(() => (THRESHOLD / this.scale()) * WHOLE);

  protected width(line: VoteLine): number {
    return Math.min(WHOLE, (shareOf(line) / this.scale()) * WHOLE);
  }
}

function shareOf({ votes, of }: VoteLine): number {
  return of > 0 ? votes / of : 0;
}
