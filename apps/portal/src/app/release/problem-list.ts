import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { ReleaseFile } from '@posko/contracts';
import { KIND_WORDS } from '@posko/domain';
import type { IncidentStatus } from '@posko/domain';
import { Language, incidentMessages, injectFormats, injectWords, portalMessages } from '@posko/ui';

/** From reported to dealt with, as every form of a release tells them. Written out: the list in the domain brings its checks along. */
const IN_ORDER: readonly IncidentStatus[] = ['new', 'assigned', 'inProgress', 'waiting', 'referred', 'reopened'];

/** What was in the way when a release was made, and how far it had been dealt with. */
@Component({
  selector: 'posko-problem-list',
  template: `
    <ul class="lines">
      @for (problem of lines(); track problem.kind) {
        <li>
          <span>
            {{ problem.words }}
            <small class="where">{{ problem.statuses }}</small>
          </span>
          <span class="figure">{{ t('portal.problemPlaces', { n: problem.places }) }}</span>
        </li>
      }
    </ul>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProblemList {
  private readonly language = inject(Language);
  private readonly formats = injectFormats();
  protected readonly t = injectWords(portalMessages, incidentMessages);
  readonly problems = input.required<ReleaseFile['problems']>();

  protected readonly lines = computed(() =>
    this.problems().map(({ kind, places, statuses }) => ({
      kind,
      places,
      words: KIND_WORDS[this.language.current()][kind],
      statuses: IN_ORDER.flatMap((status) => {
        const n = statuses[status] ?? 0;
        return n === 0 ? [] : [`${this.t(`incident.status.${status}`)} ${this.formats.number(n)}`];
      }).join(', '),
    })),
  );
}
