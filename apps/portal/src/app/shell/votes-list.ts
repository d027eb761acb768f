import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { PublishedContest, PublishedVotes } from '@posko/contracts';
import { formMessages, injectFormats, injectWords, portalMessages } from '@posko/ui';
import { hasOwnLine } from '@posko/domain';
import { CandidateStore } from './candidate-store';
import { hasThreshold, voteLines } from './vote-lines';
import type { VoteLine } from './vote-lines';

type Shown = Pick<PublishedContest, 'code' | 'options'> & Partial<Pick<PublishedContest, 'candidates'>>;

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
  private readonly candidates = inject(CandidateStore);
  readonly contest = input.required<Shown>();
  readonly votes = input.required<Pick<PublishedVotes, 'options' | 'parties'>>();

  /** The persons on the lists: a release has them with it, of the others they are fetched when a list is opened. */
  protected readonly persons = computed(() => {
    const own = this.contest().options.filter((option) => !hasOwnLine(option));
    return own.length > 0 ? own : this.candidates.of(this.contest());
  });
  protected readonly lines = computed(() => {
    const persons = this.persons();
    return voteLines(this.contest(), this.votes(), Array.isArray(persons) ? persons : []);
  });
  protected readonly hasLine = computed(() => hasThreshold(this.contest()));
  /** Parties have a few percent each: the longest bar fills the width, so that they can be told apart. */
  private readonly scale = computed(() => {
    const lines = this.lines();
    const isDense = lines.some(({ option }) => option.kind === 'party');
    const most = Math.max(...lines.map((line) => shareOf(line)), 0.1);
    return isDense ? most : 1;
  });
  /** How much a full bar stands for, where that is not all of the votes. */
  protected readonly fullBar = computed(() => (this.scale() < 1 ? this.formats.percent(this.scale(), 1) : null));
  protected readonly linePercent = computed(() => (THRESHOLD / this.scale()) * WHOLE);

  protected openList(): void {
    void this.candidates.load(this.contest());
  }

  protected width(line: VoteLine): number {
    return Math.min(WHOLE, (shareOf(line) / this.scale()) * WHOLE);
  }
}

function shareOf({ votes, of }: VoteLine): number {
  return of > 0 ? votes / of : 0;
}
