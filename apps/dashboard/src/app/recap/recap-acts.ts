import { Injectable, computed, inject, signal } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import type { Contest, Recap, RecapAct } from '@posko/domain';
import { canAct } from '@posko/domain';
import { injectText, recapMessages } from '@posko/ui';
import { injectConfirm } from '../shell/confirm';
import { Places } from '../shell/places';
import { lineName } from './recap-lines';
import { RecapFormDialog } from './recap-form-dialog';
import type { RecapFormAsk } from './recap-form-dialog';
import { RecapStore } from './recap-store';
import { RecapWordDialog } from './recap-word-dialog';
import type { RecapWordAsk } from './recap-word-dialog';

const OFFERED = ['open', 'adopt', 'correct', 'object'] as const;
type Offered = (typeof OFFERED)[number];

/** What whoever writes for a plenary may do now, asked for in dialogs that keep what was typed until it is saved. */
@Injectable()
export class RecapActs {
  private readonly store = inject(RecapStore);
  private readonly dialog = inject(MatDialog);
  private readonly confirm = injectConfirm();
  private readonly places = inject(Places);
  private readonly t = injectText(recapMessages);
  private readonly said = signal('');
  private readonly failed = signal<string | null>(null);

  readonly notice = this.said.asReadonly();
  readonly problem = this.failed.asReadonly();
  readonly possible = computed(() => {
    const recap = this.store.recap();
    return recap === null ? [] : OFFERED.filter((type) => isPossible(recap, type));
  });

  ask(act: Offered, contest: Contest): void {
    this.said.set('');
    this.failed.set(null);
    if (act === 'open') void this.open();
    else if (act === 'object') this.object(contest);
    else this.write(contest);
  }

  answer(objection: string): void {
    this.words({
      heading: this.t('recap.answer.text'),
      label: this.t('recap.answer.text'),
      options: [],
      send: ({ text }) => this.act({ type: 'answer', objection, text }),
    });
  }

  private async open(): Promise<void> {
    const region = this.places.nameOf(this.store.recap()?.region ?? '');
    const ask = {
      heading: this.t('recap.act.open'),
      texts: [this.t('recap.open.text', { region })],
      confirm: this.t('recap.act.open'),
      cancel: this.t('recap.cancel'),
    };
    if ((await this.confirm(ask)) === null) return;
    this.failed.set(await this.act({ type: 'open' }));
  }

  private object(contest: Contest): void {
    const named = contest.options
      .filter(({ kind }) => kind !== 'kolomKosong')
      .map(({ id }) => ({ value: id, label: lineName(contest, id, this.t) }));
    this.words({
      heading: this.t('recap.act.object'),
      label: this.t('recap.object.text'),
      options: [{ value: '', label: this.t('recap.objectionOther') }, ...named],
      send: ({ option, text }) => this.act({ type: 'object', option: option === '' ? null : option, text }),
    });
  }

  private words(data: RecapWordAsk): void {
    this.dialog.open(RecapWordDialog, { data, width: '560px' });
  }

  private write(contest: Contest): void {
    const data: RecapFormAsk = { contest, store: this.store, send: (act) => this.act(act) };
    this.dialog.open(RecapFormDialog, { data, width: '1200px', maxWidth: '96vw' });
  }

  /** Sends it: null once it is saved, else why not, in a sentence. */
  private async act(act: RecapAct): Promise<string | null> {
    const acted = await this.store.act(act);
    switch (acted.kind) {
      case 'done': {
        const { status, receipt } = acted.answer;
        this.said.set(this.t('recap.done', { status: this.t(`recap.status.${status}`), receipt }));
        return null;
      }
      case 'stale': {
        const status = this.store.recap()?.status ?? 'awaited';
        return this.t('recap.stale', { status: this.t(`recap.status.${status}`) });
      }
      case 'failed':
        return this.t('recap.failed', { why: this.t(`error.${acted.failure.code}`) });
    }
  }
}

/** By the status alone: what the act says is not known yet. */
function isPossible(recap: Recap, type: Offered): boolean {
  return canAct(recap, { type } as RecapAct);
}
