import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { levelOf, rankedVotes } from '@posko/domain';
import { Icon, injectFormats, injectText, projectorMessages, regionName } from '@posko/ui';
import type { ProjectorView } from './projector-store';

/** As many regions as can be read from three metres. */
const MOST_ROWS = 5;
/** Lines that stand one below the other; more take two columns. */
const ONE_COLUMN = 6;

/** Votes of the counted TPS, most first, beside how many are counted, held and missing. Results are where candidates have colours. */
@Component({
  selector: 'posko-projector-figures',
  imports: [Icon],
  templateUrl: './projector-figures.html',
  styleUrl: './projector-figures.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProjectorFigures {
  readonly view = input.required<ProjectorView>();

  protected readonly t = injectText(projectorMessages);
  protected readonly formats = injectFormats();
  /** There are contests, and none of their figures: nothing was shown before the pause. */
  protected readonly isPausedBefore = computed(() => this.view().pause !== null && this.view().contests.length > 0);
  protected readonly counts = computed(() => this.view().region?.counts ?? { expected: 0, received: 0, counted: 0 });
  private readonly ranked = computed(() => {
    const { contest, region } = this.view();
    if (contest === null || region === null) return { rows: [], total: 0 };
    return rankedVotes(contest.options, region.votes.parties ?? region.votes.options);
  });
  protected readonly lines = computed(() => {
    const { rows, total } = this.ranked();
    const most = rows[0]?.votes ?? 0;
    if (total === 0) return [];
    return rows.map(({ option, votes }) => ({
      id: option.id,
      number: option.kind === 'kolomKosong' ? '' : String(option.number),
      name: option.kind === 'kolomKosong' ? this.t('projector.kolomKosong') : option.name,
      colour: option.colour,
      votes: this.formats.number(votes),
      share: this.formats.percent(votes, total),
      width: (100 * votes) / most,
    }));
  });
  protected readonly isMany = computed(() => this.lines().length > ONE_COLUMN);
  /** Lines of a column: what is there is made as large as they allow. */
  protected readonly deep = computed(() => {
    const n = this.lines().length;
    return this.isMany() ? Math.ceil(n / 2) : Math.max(2, n);
  });
  protected readonly states = computed(() => {
    const { region } = this.view();
    if (region === null) return [];
    const { states, counts } = region;
    const [held, checking] = [(states.held ?? 0) + (states.withdrawn ?? 0), states.received ?? 0];
    return [
      { label: this.t('projector.received'), n: counts.received, isTrouble: false },
      { label: this.t('projector.held'), n: held, isTrouble: held > 0 },
      { label: this.t('projector.checking'), n: checking, isTrouble: false },
      { label: this.t('projector.missing'), n: counts.expected - counts.counted - held - checking, isTrouble: false },
    ];
  });
  protected readonly worst = computed(() =>
    this.view()
      .rows.map(({ code, name, counts }) => ({
        code,
        name: regionName(name, levelOf(code)),
        left: counts.expected - counts.counted,
      }))
      .filter(({ left }) => left > 0)
      .sort((a, b) => b.left - a.left || (a.code < b.code ? -1 : 1))
      .slice(0, MOST_ROWS),
  );
}
