import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { Briefing } from '@posko/contracts';
import { rankedVotes } from '@posko/domain';
import { briefingMessages, injectFormats, injectText } from '@posko/ui';

/** Votes of the counted TPS, most first. Candidates' colours are shown in results only, which this is. */
@Component({
  selector: 'posko-briefed-standing',
  template: `
    @if (lines().length === 0) {
      <p>{{ t('briefing.noVotes') }}</p>
    } @else {
      <ol>
        @for (line of lines(); track line.id) {
          <li>
            <span class="name">
              @if (line.colour) {
                <i aria-hidden="true" [style.background]="line.colour"></i>
              }
              {{ line.name }}
            </span>
            <b>{{ line.share }}</b>
            <small>{{ formats.number(line.votes) }}</small>
            <span class="rail" aria-hidden="true">
              <i [style.inline-size.%]="line.width" [style.background]="line.colour"></i>
            </span>
          </li>
        }
      </ol>
      <p>{{ t('briefing.provisional') }}</p>
    }
  `,
  styleUrl: './briefed-standing.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BriefedStanding {
  readonly briefing = input.required<Pick<Briefing, 'contest' | 'region'>>();

  protected readonly t = injectText(briefingMessages);
  protected readonly formats = injectFormats();
  protected readonly lines = computed(() => {
    const { contest, region } = this.briefing();
    const { rows, total } = rankedVotes(contest.options, region.votes.parties ?? region.votes.options);
    const most = rows[0]?.votes ?? 0;
    if (total === 0) return [];
    return rows.map(({ option, votes }) => ({
      id: option.id,
      name: option.kind === 'kolomKosong' ? this.t('briefing.kolomKosong') : `${option.number}. ${option.name}`,
      colour: option.colour,
      votes,
      share: this.formats.percent(votes, total),
      width: (100 * votes) / most,
    }));
  });
}
