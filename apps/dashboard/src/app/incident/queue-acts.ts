import { Injectable, inject, signal } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import type { IncidentRow } from '@posko/contracts';
import type { ErrorCode } from '@posko/contracts';
import type { IncidentKind } from '@posko/domain';
import { handlingMessages, incidentKindMessages, injectText, leadMessages, queueMessages } from '@posko/ui';
import { firstValueFrom } from 'rxjs';
import { SessionStore } from '../shell/session-store';
import { ActDialog } from './act-dialog';
import type { ActForm, ActValues } from './act-dialog';
import { ColleagueStore } from './colleague-store';
import { failureText } from './failure-text';
import { LeadStore } from './lead-store';
import { commonRegion, usualKind } from './parent-draft';
import { QueueBulk, bulkChangeOf, rowsFor } from './queue-bulk';
import type { BulkAction } from './queue-bulk';
import { QueueStore } from './queue-store';
import type { BulkOutcome } from './queue-store';

/** What became of an act, for the line above the list. */
export interface Said {
  readonly text: string;
  readonly refusals: readonly string[];
  readonly isBad: boolean;
}

/** What is done in the queue: asks where it hurts, sends, and tells what came of it, row by row where some were refused. */
@Injectable()
export class QueueActs {
  private readonly store = inject(QueueStore);
  private readonly lead = inject(LeadStore);
  private readonly bulk = inject(QueueBulk);
  private readonly colleagues = inject(ColleagueStore);
  private readonly session = inject(SessionStore);
  private readonly dialog = inject(MatDialog);
  private readonly t = injectText(queueMessages, leadMessages, handlingMessages, incidentKindMessages);
  private readonly told = signal<Said | null>(null);
  readonly said = this.told.asReadonly();

  dismiss(): void {
    this.told.set(null);
  }

  async take(row: IncidentRow): Promise<void> {
    if (!this.session.may('incident.write', row.place)) return;
    const failure = await this.store.take(row);
    const n = String(row.number);
    const text =
      failure === null
        ? this.t('queue.taken', { n })
        : this.t('queue.notTaken', { n, why: failureText(failure, this.t) });
    this.told.set({ text, refusals: [], isBad: failure !== null });
  }

  async act(action: BulkAction, rows: readonly IncidentRow[]): Promise<void> {
    if (rows.length === 0) return;
    if (action === 'parent') return this.openParent(rows);
    if (action === 'take') {
      const failure = await this.change(rows, 'take');
      if (failure !== null) this.told.set({ text: failure, refusals: [], isBad: true });
      return;
    }
    if (action === 'assign') await this.colleagues.ask();
    await this.ask({
      ...this.bulk.formOf(action, rows),
      send: (values) => this.change(rows, action, values),
    });
  }

  /** The rows become children of a parent that is open already. */
  async putUnder(rows: readonly IncidentRow[], parent: string): Promise<void> {
    await this.change(rows, 'under', { parent });
    this.lead.refresh();
  }

  /** One cause over the rows, over a region, or over both. */
  async openParent(rows: readonly IncidentRow[], wanted: { region?: string; kind?: IncidentKind } = {}): Promise<void> {
    const scope = this.session.person()?.scope ?? '';
    const region =
      wanted.region ??
      commonRegion(
        rows.map(({ place }) => place),
        scope,
      );
    await this.ask({
      heading: this.t('lead.parentHeading'),
      text: `${this.t('lead.parentText')} ${rows.length > 0 ? this.t('lead.parentOver', { n: rows.length }) : this.t('lead.parentOwn')}`,
      fields: [
        {
          name: 'kind',
          type: 'kind',
          label: this.t('handling.field.kind'),
          value: wanted.kind ?? usualKind(rows) ?? '',
          isRequired: true,
        },
        { name: 'region', type: 'place', label: this.t('lead.region'), value: region, isRequired: true },
        { name: 'note', type: 'area', label: this.t('handling.field.note'), isRequired: true },
      ],
      confirm: this.t('lead.newParent'),
      option: this.t('lead.whole'),
      isTicked: false,
      send: (values, isWholeRegion) => this.sendParent(rows, values, isWholeRegion),
    });
  }

  private async sendParent(
    rows: readonly IncidentRow[],
    values: ActValues,
    isWholeRegion: boolean,
  ): Promise<string | null> {
    const { kind = '', region = '', note = '' } = values;
    const incidents = rows.filter(({ isParent }) => !isParent).map(({ id }) => id);
    const answer = await this.lead.openParent({ kind: kind as IncidentKind, region, note, incidents, isWholeRegion });
    if (!answer.isOk) return failureText(answer.failure, this.t);
    const { incident, children } = answer.value;
    this.store.clearSelection();
    this.told.set({
      text: this.t('lead.parentDone', { n: String(incident.number), children }),
      refusals: [],
      isBad: false,
    });
    return null;
  }

  private async change(
    rows: readonly IncidentRow[],
    action: Exclude<BulkAction, 'parent'>,
    values: ActValues = {},
  ): Promise<string | null> {
    const outcome = await this.store.change(rowsFor(action, rows, values), bulkChangeOf(action, rows, values));
    if (outcome.failure !== null && outcome.done === 0) return failureText(outcome.failure, this.t);
    this.store.clearSelection();
    this.told.set(this.saidOf(outcome));
    return null;
  }

  private saidOf({ done, refused, failure }: BulkOutcome): Said {
    const parts = [
      this.t('queue.bulk.done', { n: done }),
      refused.length > 0 ? this.t('queue.bulk.refused', { n: refused.length }) : '',
      failure === null ? '' : failureText(failure, this.t),
    ];
    const refusals = refused.map(({ row, code }) =>
      this.t('queue.bulk.refusal', {
        number: String(row.number),
        kind: this.t(`incidentKind.${row.kind}`),
        why: this.t(`error.${code as ErrorCode}`),
      }),
    );
    return {
      text: parts.filter((part) => part !== '').join(' · '),
      refusals,
      isBad: refused.length > 0 || failure !== null,
    };
  }

  private async ask(form: ActForm): Promise<void> {
    const ref = this.dialog.open<ActDialog, ActForm, true>(ActDialog, { data: form, width: '560px' });
    await firstValueFrom(ref.afterClosed());
  }
}
