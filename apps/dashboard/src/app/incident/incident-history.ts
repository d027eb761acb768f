import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { IncidentEvent } from '@posko/contracts';
import type { IncidentChange } from '@posko/domain';
import { Icon, handlingMessages, incidentIcons, incidentMessages, injectFormats, injectText } from '@posko/ui';
import type { IconName } from '@posko/ui';
import { IncidentValues } from './incident-values';
import type { ShownField } from './incident-values';

interface Line {
  readonly event: IncidentEvent;
  readonly icon: IconName;
  readonly title: string;
  readonly changes: readonly { readonly field: string; readonly value: string }[];
}

const FIELDS: readonly ShownField[] = [
  'status',
  'assignee',
  'kind',
  'severity',
  'place',
  'waitingReason',
  'referral',
  'referralReply',
  'outcome',
  'note',
  'caller',
  'phone',
  'duplicateOf',
  'parent',
  'addLinks',
  'addAttachments',
];

/** What happened to an incident, the latest first: who, when, what became of which field, and what was said. */
@Component({
  selector: 'posko-incident-history',
  imports: [Icon],
  templateUrl: './incident-history.html',
  styleUrl: './incident-history.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IncidentHistory {
  readonly events = input.required<readonly IncidentEvent[]>();
  private readonly values = inject(IncidentValues);
  protected readonly t = injectText(handlingMessages, incidentMessages);
  protected readonly formats = injectFormats();
  protected readonly lines = computed<Line[]>(() => this.events().map((event) => this.line(event)));

  private line(event: IncidentEvent): Line {
    if (event.type === 'escalated') {
      const tier = event.tier === undefined ? '' : this.t(`incident.tier.${event.tier}`);
      return { event, icon: incidentIcons.escalated, title: this.t('handling.event.escalated', { tier }), changes: [] };
    }
    const changes = this.changes(event.change ?? {});
    const isRemark = event.type === 'changed' && changes.length === 0;
    return {
      event,
      icon: event.type === 'opened' ? incidentIcons.add : 'check',
      title: this.t(isRemark ? 'handling.act.comment' : `handling.event.${event.type}`),
      changes,
    };
  }

  private changes(change: IncidentChange): { field: string; value: string }[] {
    return FIELDS.flatMap((field) => {
      const value = valueOf(change, field);
      return value === undefined
        ? []
        : [{ field: this.values.labelOf(field), value: this.values.textOf(field, value) }];
    });
  }
}

/** What a change made of a field, as text; undefined where it left it alone. */
function valueOf(change: IncidentChange, field: ShownField): string | null | undefined {
  if (change[field] === undefined) return undefined;
  switch (field) {
    case 'assignee':
      return change.assignee?.name ?? null;
    case 'referral':
      return change.referral?.to ?? null;
    case 'severity':
      return String(change.severity);
    case 'addLinks':
    case 'addAttachments':
      return String(change[field].length);
    default:
      return change[field];
  }
}
