import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { Briefing } from '@posko/contracts';
import { INCIDENT_STATUSES } from '@posko/domain';
import {
  SeverityBadge,
  briefingMessages,
  incidentKindMessages,
  incidentMessages,
  injectFormats,
  injectText,
} from '@posko/ui';

/** The worst that is open and how far it is dealt with; nothing of what callers said. */
@Component({
  selector: 'posko-top-problems',
  imports: [SeverityBadge],
  template: `
    @if (lines().length === 0) {
      <p>{{ t('briefing.problems.none') }}</p>
    } @else {
      <ol>
        @for (line of lines(); track line.kind) {
          <li>
            <posko-severity-badge [severity]="line.severity" />
            <div>
              <b>{{ line.name }}</b>
              <p>{{ line.size }}</p>
              <p>{{ t('briefing.problems.done') }} {{ line.done }}</p>
            </div>
          </li>
        }
      </ol>
    }
  `,
  styleUrl: './top-problems.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TopProblems {
  readonly briefing = input.required<Pick<Briefing, 'problems'>>();

  protected readonly t = injectText(briefingMessages, incidentKindMessages, incidentMessages);
  private readonly formats = injectFormats();
  protected readonly lines = computed(() =>
    this.briefing().problems.map(({ kind, severity, incidents, places, statuses, since }) => ({
      kind,
      severity,
      name: this.t(`incidentKind.${kind}`),
      size: this.t('briefing.problems.size', { n: incidents, places, time: this.formats.dateTime(since) }),
      done: INCIDENT_STATUSES.flatMap((status) => {
        const n = statuses[status];
        return n === undefined ? [] : [`${this.t(`incident.status.${status}`)} ${this.formats.number(n)}`];
      }).join(', '),
    })),
  );
}
