import { Injectable, inject } from '@angular/core';
import { REFERRAL_BODIES, isOpen, kindRules } from '@posko/domain';
import type { Incident, ReferralBody } from '@posko/domain';
import { handlingMessages, incidentKindMessages, incidentMessages, injectText } from '@posko/ui';
import type { ActForm, ActSpec, ActValues } from './act-dialog';
import { ColleagueStore } from './colleague-store';
import { takingOf } from './incident-actions';
import type { IncidentAction } from './incident-actions';
import type { IncidentDetail, Wanted } from './incident-store';

type Form = Omit<ActForm, 'send'>;

const SEVERITIES = ['10', '9', '8', '7', '6', '5', '4', '3', '2', '1'] as const;
/** What a parent's children follow in. */
const LEADING: readonly IncidentAction[] = ['wait', 'refer', 'reply', 'resolve', 'close', 'reopen', 'invalid', 'start'];
/** Done at once: nothing has to be said, and it is taken back by a click. */
const AT_ONCE: readonly IncidentAction[] = ['take', 'start'];

/** What each action asks for, and the change that it makes. */
@Injectable({ providedIn: 'root' })
export class IncidentForms {
  private readonly t = injectText(handlingMessages, incidentMessages, incidentKindMessages);
  private readonly colleagues = inject(ColleagueStore);

  /** The form of an action; null where it asks for nothing. */
  formOf(action: IncidentAction, { incident, children }: Pick<IncidentDetail, 'incident' | 'children'>): Form | null {
    if (AT_ONCE.includes(action)) return null;
    const open = children.filter(({ status }) => isOpen(status)).length;
    const hasOption = incident.isParent && open > 0 && LEADING.includes(action);
    return {
      heading: `${this.t(`handling.act.${action}`)} · ${this.t('incident.number', { n: `#${incident.number}` })}`,
      ...this.textOf(action),
      fields: this.fieldsOf(action, incident),
      confirm: this.t(`handling.act.${action}`),
      ...(hasOption ? { option: this.t('handling.withChildren', { n: open }) } : {}),
    };
  }

  private textOf(action: IncidentAction): { text?: string } {
    switch (action) {
      case 'giveBack':
      case 'wait':
      case 'close':
      case 'reopen':
      case 'invalid':
      case 'duplicate':
      case 'leave':
        return { text: this.t(`handling.ask.${action}`) };
      default:
        return {};
    }
  }

  private fieldsOf(action: IncidentAction, incident: Incident): ActSpec[] {
    const comment = this.area('comment');
    switch (action) {
      case 'assign':
        return [this.people(incident), comment];
      case 'wait':
        return [this.area('waitingReason', true)];
      case 'refer':
        return [this.bodies(incident), this.line('reference'), comment];
      case 'reply':
        return [this.area('referralReply', true)];
      case 'resolve':
        return [this.area('outcome', true), comment];
      case 'invalid':
      case 'comment':
        return [this.area('comment', true)];
      case 'duplicate':
        return [
          { name: 'duplicateOf', type: 'incident', label: this.t('handling.field.duplicateOf'), isRequired: true },
          comment,
        ];
      case 'edit':
        return this.editing(incident);
      default:
        return [comment];
    }
  }

  private editing(incident: Incident): ActSpec[] {
    const { kind, severity, place, note, caller, phone } = incident;
    const label = (field: 'kind' | 'severity' | 'place'): string => this.t(`handling.field.${field}`);
    const options = SEVERITIES.map((value) => ({ value, label: value }));
    return [
      { name: 'kind', type: 'kind', label: label('kind'), value: kind, isRequired: true },
      { name: 'severity', type: 'choice', label: label('severity'), value: String(severity), options },
      { name: 'place', type: 'place', label: label('place'), value: place, isRequired: true },
      { ...this.area('note'), value: note },
      { ...this.line('caller'), value: caller ?? '' },
      { ...this.line('phone'), value: phone ?? '' },
      this.area('comment'),
    ];
  }

  private people({ place }: Incident): ActSpec {
    const options = this.colleagues
      .workersAt(place)
      .map(({ id, displayName, name }) => ({ value: id, label: `${displayName} (${name})` }));
    const none = { value: '', label: this.t('handling.nothing') };
    return {
      name: 'assignee',
      type: 'choice',
      label: this.t('handling.ask.assign'),
      options: [none, ...options],
      isRequired: true,
    };
  }

  private bodies({ kind }: Incident): ActSpec {
    const options = REFERRAL_BODIES.map((value) => ({ value, label: this.t(`incident.body.${value}`) }));
    const value = kindRules(kind).refer ?? REFERRAL_BODIES[0];
    return { name: 'to', type: 'choice', label: this.t('handling.field.referral'), value, options };
  }

  private area(name: 'comment' | 'waitingReason' | 'outcome' | 'referralReply' | 'note', isRequired = false): ActSpec {
    return { name, type: 'area', label: this.t(`handling.field.${name}`), isRequired };
  }

  private line(name: 'reference' | 'caller' | 'phone'): ActSpec {
    return { name, type: 'line', label: this.t(`handling.field.${name}`) };
  }
}

/** The change that an action makes, with what its form says. */
export function wantedOf(action: IncidentAction, incident: Incident, values: ActValues = {}): Wanted {
  const comment = values['comment'] ?? '';
  return { ...CHANGES[action](values, incident), ...(comment === '' ? {} : { comment }) };
}

const textOf = (values: ActValues, name: string): string => values[name] ?? '';

const CHANGES: Readonly<Record<IncidentAction, (values: ActValues, incident: Incident) => Wanted>> = {
  take: (_, incident) => takingOf(incident),
  start: () => ({ status: 'inProgress' }),
  assign: (values) => ({ assignee: textOf(values, 'assignee') }),
  giveBack: () => ({ assignee: null }),
  wait: (values) => ({ status: 'waiting', waitingReason: textOf(values, 'waitingReason') }),
  refer: (values) => ({ status: 'referred', referral: referralOf(values) }),
  reply: (values) => ({ referralReply: textOf(values, 'referralReply') }),
  resolve: (values) => ({ status: 'resolved', outcome: textOf(values, 'outcome') }),
  close: () => ({ status: 'closed' }),
  reopen: () => ({ status: 'reopened' }),
  invalid: () => ({ status: 'invalid' }),
  duplicate: (values) => ({ status: 'duplicate', duplicateOf: textOf(values, 'duplicateOf') }),
  leave: () => ({ parent: null }),
  edit: editOf,
  comment: () => ({}),
  attach: () => ({}),
};

function referralOf(values: ActValues): { to: ReferralBody; reference?: string } {
  const [to, reference] = [textOf(values, 'to') as ReferralBody, textOf(values, 'reference')];
  return reference === '' ? { to } : { to, reference };
}

/** Only what differs: two people may mend different fields of one incident. */
function editOf(values: ActValues, incident: Incident): Wanted {
  const differs = (name: 'kind' | 'severity' | 'place' | 'note' | 'caller' | 'phone'): boolean =>
    textOf(values, name) !== String(incident[name] ?? '');
  const orNull = (name: 'caller' | 'phone'): string | null =>
    textOf(values, name) === '' ? null : textOf(values, name);
  return {
    ...(differs('kind') ? { kind: textOf(values, 'kind') as Incident['kind'] } : {}),
    ...(differs('severity') ? { severity: Number(textOf(values, 'severity')) } : {}),
    ...(differs('place') ? { place: textOf(values, 'place') } : {}),
    ...(differs('note') ? { note: textOf(values, 'note') } : {}),
    ...(differs('caller') ? { caller: orNull('caller') } : {}),
    ...(differs('phone') ? { phone: orNull('phone') } : {}),
  };
}
