import { ChangeDetectionStrategy, Component, ElementRef, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import type { Contest, DHasil, RecapAct } from '@posko/domain';
import { faultsOf } from '@posko/domain';
import { Icon, injectFormats, injectText, recapMessages } from '@posko/ui';
import { Places } from '../shell/places';
import { EMPTY_DRAFT, WHOLE, cellOf, digitsOf, draftOf, figuresOf, instantOf, lackingCell } from './recap-draft';
import type { RecapDraft } from './recap-draft';
import { cellAfter } from './recap-grid';
import { isSum, lineName, linesOn } from './recap-lines';
import type { RecapStore } from './recap-store';

export interface RecapFormAsk {
  readonly contest: Contest;
  readonly store: RecapStore;
  /** Null once it is saved, else why not. The dialog stays open with what was typed. */
  readonly send: (act: RecapAct) => Promise<string | null>;
}

/** More fields than anybody types, and than a page can hold. */
const MOST_CELLS = 3000;
const TEXT_FIELDS = ['document', 'plenaryAt', 'tps', 'reason'] as const;
type TextField = (typeof TEXT_FIELDS)[number];

/**
 * A D.Hasil typed from the paper. It is recorded as it is, so nothing it says is refused: what does not add up is only told. Where
 * it was adopted meanwhile, what was typed becomes a correction.
 */
@Component({
  selector: 'posko-recap-form-dialog',
  imports: [Icon, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  templateUrl: './recap-form-dialog.html',
  styleUrl: './recap-form-dialog.scss',
  host: { '(keydown.control.enter)': 'submit($event)', '(keydown.meta.enter)': 'submit($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecapFormDialog {
  private readonly ask = inject<RecapFormAsk>(MAT_DIALOG_DATA);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly places = inject(Places);
  private readonly formats = injectFormats();
  protected readonly ref = inject<MatDialogRef<RecapFormDialog>>(MatDialogRef);
  protected readonly t = injectText(recapMessages);
  protected readonly draft = signal<RecapDraft>(this.start());
  protected readonly isSending = signal(false);
  protected readonly missing = signal<string | null>(null);
  protected readonly failure = signal<string | null>(null);

  protected readonly isCorrection = computed(() => (this.ask.store.recap()?.dHasil ?? null) !== null);
  protected readonly heading = computed(() => {
    const act = this.t(this.isCorrection() ? 'recap.act.correct' : 'recap.act.adopt');
    return `${act}: ${this.places.nameOf(this.ask.store.recap()?.region ?? '')}`;
  });
  private readonly parts = (this.ask.store.detail()?.parts ?? []).map(({ code }) => code);
  protected readonly partCount = this.parts.length;
  protected readonly lines = linesOn(this.ask.contest).map((line) => ({
    line,
    name: lineName(this.ask.contest, line, this.t),
    isSum: isSum(line),
  }));
  protected readonly isTooLarge = this.partCount * this.lines.length > MOST_CELLS;
  protected readonly columns = computed(() => {
    const whole = { code: WHOLE, name: this.t('recap.whole') };
    if (!this.draft().hasParts) return [whole];
    return [whole, ...this.parts.map((code) => ({ code, name: this.places.nameOf(code) }))];
  });
  private readonly lacking = computed(() => lackingCell(this.ask.contest, this.draft(), this.parts));
  protected readonly faults = computed(() => {
    if (this.lacking() !== null) return [];
    return faultsOf(figuresOf(this.ask.contest, this.draft(), this.parts)).map((fault) =>
      this.t(`recap.fault.${fault}`),
    );
  });
  protected readonly cellOf = cellOf;

  protected fill(field: TextField, event: Event): void {
    const typed = (event.target as HTMLInputElement).value;
    this.change({ [field]: field === 'tps' ? digitsOf(typed) : typed });
  }

  protected type(cell: string, event: Event): void {
    const input = event.target as HTMLInputElement;
    const text = digitsOf(input.value);
    if (text !== input.value) input.value = text;
    this.change({ texts: { ...this.draft().texts, [cell]: text } });
  }

  protected showParts(event: Event): void {
    this.change({ hasParts: (event.target as HTMLInputElement).checked });
  }

  protected select(event: Event): void {
    (event.target as HTMLInputElement).select();
  }

  /** Down the column with Enter and arrows, as the paper is read; to the side at the end of a figure. */
  protected move(event: KeyboardEvent, at: { readonly row: number; readonly column: number }): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const size = { rows: this.lines.length, columns: this.columns().length };
    const next = cellAfter(event, at, size);
    if (next === null) return;
    event.preventDefault();
    const column = this.columns()[next.column]?.code ?? WHOLE;
    this.focus(cellOf(column, this.lines[next.row]?.line ?? ''));
  }

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.isSending() || this.lacks()) return;
    this.isSending.set(true);
    const failure = await this.ask.send(this.act());
    this.isSending.set(false);
    this.failure.set(failure);
    if (failure !== null) return;
    this.ask.store.keep(null);
    this.ref.close();
  }

  /** True where something is not filled in: says what, and goes there. */
  private lacks(): boolean {
    const field = TEXT_FIELDS.find((name) => (name !== 'reason' || this.isCorrection()) && !this.isFilled(name));
    const cell = this.lacking();
    this.missing.set(field ?? cell);
    this.failure.set(
      field === undefined && cell !== null ? this.t('recap.incomplete', { cell: this.nameOf(cell) }) : null,
    );
    if (field !== undefined) this.element.nativeElement.querySelector<HTMLElement>(`[name=${field}]`)?.focus();
    else if (cell !== null) this.focus(cell);
    return field !== undefined || cell !== null;
  }

  private isFilled(field: TextField): boolean {
    const text = this.draft()[field].trim();
    return field === 'plenaryAt' ? instantOf(text, this.formats.utcOffsetMinutes()) !== '' : text !== '';
  }

  private act(): RecapAct {
    const { tps, document, plenaryAt, reason } = this.draft();
    const dHasil: DHasil = {
      ...figuresOf(this.ask.contest, this.draft(), this.parts),
      tps: Number(tps),
      document: document.trim(),
      plenaryAt: instantOf(plenaryAt, this.formats.utcOffsetMinutes()),
    };
    return this.isCorrection() ? { type: 'correct', dHasil, reason: reason.trim() } : { type: 'adopt', dHasil };
  }

  private nameOf(cell: string): string {
    const [code = '', line = ''] = cell.split('/');
    const column = this.columns().find((one) => one.code === code)?.name ?? code;
    return this.t('recap.cell', { line: lineName(this.ask.contest, line, this.t), column });
  }

  private focus(cell: string): void {
    const input = this.element.nativeElement.querySelector<HTMLInputElement>(`input[data-cell="${cell}"]`);
    input?.focus();
    input?.select();
  }

  private change(change: Partial<RecapDraft>): void {
    this.draft.update((before) => ({ ...before, ...change }));
    this.missing.set(null);
    this.ask.store.keep(this.draft());
  }

  private start(): RecapDraft {
    const kept = this.ask.store.draft();
    if (kept !== null) return kept;
    const dHasil = this.ask.store.recap()?.dHasil ?? null;
    return dHasil === null ? EMPTY_DRAFT : draftOf(dHasil, this.formats.utcOffsetMinutes());
  }
}
