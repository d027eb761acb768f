import { Injectable, inject } from '@angular/core';
import { IncidentKind, IncidentStatus, ReferralBody } from '@posko/domain';
import { handlingMessages, incidentKindMessages, incidentMessages, injectText } from '@posko/ui';
import { Places } from '../shell/places';
import type { StaleField } from './stale-diff';

/** Fields that a change can hold, in words. */
export type ShownField = StaleField | 'referralReply' | 'addLinks' | 'addAttachments';

/** Values of an incident's fields as people read them. Reads signals: for templates and computeds. */
@Injectable({ providedIn: 'root' })
export class IncidentValues {
  private readonly t = injectText(incidentMessages, incidentKindMessages, handlingMessages);
  private readonly places = inject(Places);

  labelOf(field: ShownField): string {
    return this.t(`handling.field.${field}`);
  }

  textOf(field: ShownField, value: string | null): string {
    if (value === null || value === '') return this.t('handling.nothing');
    switch (field) {
      case 'status':
        return this.named(IncidentStatus, value, (status) => this.t(`incident.status.${status}`));
      case 'kind':
        return this.named(IncidentKind, value, (kind) => `${kind} ${this.t(`incidentKind.${kind}`)}`);
      case 'referral':
        return this.named(ReferralBody, value, (body) => this.t(`incident.body.${body}`));
      case 'place':
        return `${this.places.nameOf(value)}, ${this.places.whereOf(value)}`;
      case 'assignee':
        return value === 'me' ? this.t('incident.me') : value;
      default:
        return value;
    }
  }

  private named<T extends string>(
    schema: { safeParse(value: string): { success: boolean; data?: T } },
    value: string,
    text: (value: T) => string,
  ): string {
    const { data } = schema.safeParse(value);
    return data === undefined ? value : text(data);
  }
}
