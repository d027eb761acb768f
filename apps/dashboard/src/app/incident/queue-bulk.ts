import { Injectable, inject } from '@angular/core';
import { may } from '@posko/domain';
import type { IncidentRow } from '@posko/contracts';
import { handlingMessages, incidentKindMessages, injectText, queueMessages } from '@posko/ui';
import { Places } from '../shell/places';
import { SessionStore } from '../shell/session-store';
import type { ActForm, ActSpec, ActValues } from './act-dialog';
import { ColleagueStore } from './colleague-store';
import { takingOf } from './incident-actions';
import type { BulkChange } from './queue-store';

/** What is done with many at once. `parent` has a form of its own. */
export const BULK_ACTIONS = ['take', 'assign', 'merge', 'link', 'under', 'parent', 'resolve', 'close'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];
export type FormedAction = Exclude<BulkAction, 'take' | 'parent'>;

/** Links that one incident takes at once. */
const MOST_LINKS = 50;

type Form = Omit<ActForm, 'send'>;

/** What each bulk action asks for, and the change that it makes of a row. */
@Injectable({ providedIn: 'root' })
export class QueueBulk {
  private readonly t = injectText(queueMessages, handlingMessages, incidentKindMessages);
  private readonly session = inject(SessionStore);
  private readonly colleagues = inject(ColleagueStore);
  private readonly places = inject(Places);

  /** Actions that this person may take on these rows. */
  actionsFor(rows: readonly IncidentRow[]): BulkAction[] {
    const person = this.session.person();
    if (person === null || rows.length === 0) return [];
    const isLead = rows.every(({ place }) => may(person, 'incident.lead', place));
    const isWriter = rows.every(({ place }) => may(person, 'incident.write', place));
    const leading: readonly BulkAction[] = ['assign', 'under', 'parent'];
    const together: readonly BulkAction[] = ['merge', 'link'];
    return BULK_ACTIONS.filter(
      (action) => (leading.includes(action) ? isLead : isWriter) && (!together.includes(action) || rows.length > 1),
    );
  }

  formOf(action: FormedAction, rows: readonly IncidentRow[]): Form {
    return {
      heading: this.t('queue.bulk.heading', { what: this.t(`queue.bulk.${action}`), n: rows.length }),
      ...this.textOf(action, rows),
      fields: this.fieldsOf(action, rows),
      confirm: this.t(`queue.bulk.${action}`),
    };
  }

  private textOf(action: FormedAction, rows: readonly IncidentRow[]): { text?: string } {
    if (action === 'link' && rows.length > MOST_LINKS) return { text: this.t('queue.bulk.tooMany', { n: MOST_LINKS }) };
    if (action === 'assign' || action === 'under') return {};
    return { text: this.t(`queue.bulk.${action}Text`) };
  }

  private fieldsOf(action: FormedAction, rows: readonly IncidentRow[]): ActSpec[] {
    const comment: ActSpec = { name: 'comment', type: 'area', label: this.t('handling.field.comment') };
    switch (action) {
      case 'assign':
        return [this.people(rows), comment];
      case 'merge':
        return [this.survivor(rows), comment];
      case 'under':
        return [{ name: 'parent', type: 'incident', label: this.t('queue.bulk.underInto'), isRequired: true }, comment];
      case 'resolve':
        return [{ name: 'outcome', type: 'area', label: this.t('handling.field.outcome'), isRequired: true }, comment];
      default:
        return [comment];
    }
  }

  /** Those who may work at all the places. */
  private people(rows: readonly IncidentRow[]): ActSpec {
    const options = this.colleagues
      .workers()
      .filter((person) => rows.every(({ place }) => may(person, 'incident.write', place)))
      .map(({ id, name, displayName }) => ({ value: id, label: `${displayName} (${name})` }));
    const none = { value: '', label: this.t('handling.nothing') };
    return {
      name: 'assignee',
      type: 'choice',
      label: this.t('handling.ask.assign'),
      options: [none, ...options],
      isRequired: true,
    };
  }

  /** The oldest of them at first: what was told first has mostly been worked on longest. */
  private survivor(rows: readonly IncidentRow[]): ActSpec {
    const sorted = rows.toSorted((a, b) => a.number - b.number);
    const options = sorted.map(({ id, number, kind, place }) => ({
      value: id,
      label: `#${number} ${this.t(`incidentKind.${kind}`)}, ${this.places.nameOf(place)}`,
    }));
    return { name: 'into', type: 'choice', label: this.t('queue.bulk.mergeInto'), value: sorted[0]?.id ?? '', options };
  }
}

/** Rows that an action changes: not the one that the others are merged into. */
export function rowsFor(action: BulkAction, rows: readonly IncidentRow[], values: ActValues = {}): IncidentRow[] {
  return rows.filter(({ id }) => action !== 'merge' || id !== values['into']);
}

/** The change that an action makes of a row. */
export function bulkChangeOf(
  action: Exclude<BulkAction, 'parent'>,
  rows: readonly IncidentRow[],
  values: ActValues = {},
): (row: IncidentRow) => BulkChange {
  const comment = values['comment'] ?? '';
  const said = comment === '' ? {} : { comment };
  const changes: Record<typeof action, (row: IncidentRow) => BulkChange> = {
    take: takingOf,
    assign: () => ({ assignee: values['assignee'] ?? '' }),
    merge: () => ({ status: 'duplicate', duplicateOf: values['into'] ?? '' }),
    link: () => ({ addLinks: rows.slice(0, MOST_LINKS).map(({ id }) => id) }),
    under: () => ({ parent: values['parent'] ?? '' }),
    resolve: () => ({ status: 'resolved', outcome: values['outcome'] ?? '' }),
    close: () => ({ status: 'closed' }),
  };
  return (row) => ({ ...changes[action](row), ...said });
}
