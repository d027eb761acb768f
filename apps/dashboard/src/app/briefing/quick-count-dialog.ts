import { ChangeDetectionStrategy, Component, ElementRef, computed, inject, signal } from '@angular/core';
import { NgTemplateOutlet } from '@angular/common';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import type { ContestOption, QuickCount } from '@posko/domain';
import { Icon, briefingMessages, injectFormats, injectText } from '@posko/ui';
import { localAt } from './local-instant';
import { faultOf, figuresOf, isHundred, sharedOptions, sumOf } from './quick-count-draft';
import type { DraftFault, QuickCountDraft } from './quick-count-draft';

export interface QuickCountAsk {
  readonly options: readonly ContestOption[];
  /** By the clock of the room. */
  readonly now: number;
  /** Null once it is saved, else why not. The dialog stays open with what was typed. */
  readonly send: (figures: QuickCount) => Promise<string | null>;
}

type Field = Exclude<keyof QuickCountDraft, 'shares'>;

/** An institute's figures, as it published them. Answers with the institute's name once they are kept. */
@Component({
  selector: 'posko-quick-count-dialog',
  imports: [Icon, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle, NgTemplateOutlet],
  templateUrl: './quick-count-dialog.html',
  styleUrl: './briefing-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class QuickCountDialog {
  private readonly ask = inject<QuickCountAsk>(MAT_DIALOG_DATA);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly formats = injectFormats();
  protected readonly ref = inject<MatDialogRef<QuickCountDialog, string>>(MatDialogRef);
  protected readonly t = injectText(briefingMessages);
  protected readonly options = sharedOptions(this.ask.options);
  protected readonly draft = signal<QuickCountDraft>({
    institute: '',
    at: localAt(this.ask.now, this.formats.utcOffsetMinutes()),
    sample: '',
    margin: '',
    shares: {},
  });
  protected readonly fault = signal<DraftFault | null>(null);
  protected readonly failure = signal<string | null>(null);
  protected readonly isSending = signal(false);
  private readonly sum = computed(() => sumOf(this.draft(), this.ask.options));
  protected readonly sumText = computed(() => this.formats.percent(this.sum(), 100));
  /** Said once every share is there. */
  protected readonly isSumWrong = computed(
    () => faultOf(this.draft(), this.ask.options) === null && !isHundred(this.sum()),
  );

  protected fill(field: Field, event: Event): void {
    this.change({ [field]: textIn(event) });
  }

  protected share(option: string, event: Event): void {
    this.change({ shares: { ...this.draft().shares, [option]: textIn(event) } });
  }

  protected nameOf({ kind, number, name }: ContestOption): string {
    return kind === 'kolomKosong' ? this.t('briefing.kolomKosong') : `${number}. ${name}`;
  }

  protected wordOf({ fault }: DraftFault): string {
    return this.t(fault === 'missing' ? 'briefing.required' : `briefing.quick.${fault}`);
  }

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.isSending()) return;
    const fault = faultOf(this.draft(), this.ask.options);
    this.fault.set(fault);
    if (fault !== null) this.element.nativeElement.querySelector<HTMLElement>(`[name="${fault.field}"]`)?.focus();
    if (fault !== null || this.isSumWrong()) return;
    this.isSending.set(true);
    const figures = figuresOf(this.draft(), this.ask.options, this.formats.utcOffsetMinutes());
    const failure = await this.ask.send(figures);
    this.isSending.set(false);
    this.failure.set(failure);
    if (failure === null) this.ref.close(figures.institute);
  }

  private change(change: Partial<QuickCountDraft>): void {
    this.draft.update((before) => ({ ...before, ...change }));
    this.fault.set(null);
  }
}

function textIn(event: Event): string {
  return (event.target as HTMLInputElement).value;
}
