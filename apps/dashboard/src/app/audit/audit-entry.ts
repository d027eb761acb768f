import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  auditMessages,
  incidentKindMessages,
  incidentMessages,
  injectFormats,
  injectText,
  roleMessages,
  tpsMessages,
} from '@posko/ui';
import type { MessageKey } from '@posko/ui';
import { BoardStore } from '../shell/board-store';
import { PlaceOptions } from '../shell/place-options';
import type { AuditRow } from './audit-store';
import { EntryBody } from './entry-body';
import { entryWords } from './entry-words';
import type { Speech } from './entry-words';

const TPS_DIGITS = 13;

/** One entry of the journal: when, who and from where, what in a sentence, on which place; its body to the letter on demand. */
@Component({
  // A row of the page's table.
  // eslint-disable-next-line @angular-eslint/component-selector -- because a table's rows are its own elements
  selector: 'tr[posko-audit-entry]',
  imports: [RouterLink],
  templateUrl: './audit-entry.html',
  styleUrl: './audit-entry.scss',
  host: { role: 'row' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AuditEntry {
  readonly entry = input.required<AuditRow>();

  private readonly board = inject(BoardStore);
  protected readonly t = injectText(auditMessages, roleMessages, incidentMessages, incidentKindMessages, tpsMessages);
  protected readonly formats = injectFormats();
  private readonly places = computed(() => {
    const tree = this.board.tree();
    return tree === null ? null : new PlaceOptions(tree, 'any');
  });
  private readonly speech: Speech = {
    say: (key, params) => this.t(key, params),
    word: (prefix, value) => {
      const key = `${prefix}.${value}`;
      const word = this.t(key as MessageKey);
      return word === key ? value : word;
    },
    place: (code) => this.places()?.nameOf(code) ?? code,
    time: (iso) => (iso === '' ? '' : this.formats.dateTime(iso)),
  };
  protected readonly what = computed(() => entryWords(this.entry(), this.speech));
  protected readonly who = computed(() => {
    const { actor } = this.entry();
    if (actor === null || actor.role === 'system') return { name: this.t('audit.system'), from: '' };
    return { name: actor.name, from: [this.t(`role.${actor.role}`), actor.address].filter(Boolean).join(', ') };
  });
  /** The page of the place, where it is one. */
  protected readonly place = computed(() => {
    const { subject } = this.entry();
    if (!/^\d+$/.test(subject)) return null;
    const path = subject.length === TPS_DIGITS ? '/tps' : '/region';
    return { link: [path, subject], name: this.speech.place(subject) };
  });
  protected readonly incident = computed(() => {
    const body = new EntryBody(this.entry().body);
    const id = body.text('incident.id');
    return id === '' ? null : { link: ['/incidents', id], number: body.text('incident.number') };
  });
  protected readonly raw = computed(() => JSON.stringify(this.entry().body, null, 2));
}
