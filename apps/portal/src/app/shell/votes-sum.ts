import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { PublishedVotes } from '@posko/contracts';
import { injectFormats, injectWords, portalMessages } from '@posko/ui';

const LINES = ['valid', 'invalid', 'total', 'came', 'dpt'] as const;

/** The sums below the options. */
@Component({
  selector: 'posko-votes-sum',
  template: `
    <dl class="sums">
      @for (line of lines(); track line.label) {
        <div>
          <dt>{{ t(line.label) }}</dt>
          <dd>{{ formats.number(line.value) }}</dd>
        </div>
      }
      <div>
        <dt>{{ t('portal.turnout') }}</dt>
        <dd>{{ formats.percent(votes().came, votes().dpt) }}</dd>
      </div>
    </dl>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VotesSum {
  protected readonly t = injectWords(portalMessages);
  protected readonly formats = injectFormats();
  readonly votes = input.required<PublishedVotes>();
  protected readonly lines = computed(() =>
    LINES.map((line) => ({ label: `portal.${line}` as const, value: this.votes()[line] })),
  );
}
