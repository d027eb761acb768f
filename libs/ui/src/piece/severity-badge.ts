import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RINGING_SEVERITY } from '@posko/domain';
import { Icon } from '../icon';
import { injectText } from '../language';
import { incidentMessages } from '../messages/incident';

/** From here on an incident is amber: someone's vote is at stake. */
const GRAVE_SEVERITY = 7;

/** Severity of an incident, 1 to 10: red with a sign where it rings, amber where it is grave. */
@Component({
  selector: 'posko-severity-badge',
  imports: [Icon],
  template: `
    @if (isRinging()) {
      <posko-icon name="incident" />
    }
    <span aria-hidden="true">{{ severity() }}</span>
    <span class="posko-unseen">{{ t('incident.severityOf', { n: severity() }) }}</span>
  `,
  styleUrl: './severity-badge.scss',
  host: { '[class]': 'level()', '[title]': "t('incident.severityOf', { n: severity() })" },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SeverityBadge {
  readonly severity = input.required<number>();
  protected readonly t = injectText(incidentMessages);
  protected readonly isRinging = computed(() => this.severity() >= RINGING_SEVERITY);
  protected readonly level = computed(() => {
    if (this.isRinging()) return 'alarm';
    return this.severity() >= GRAVE_SEVERITY ? 'warn' : 'note';
  });
}
