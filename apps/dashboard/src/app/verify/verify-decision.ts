import type { ElementRef } from '@angular/core';
import {
  ChangeDetectionStrategy,
  Component,
  afterNextRender,
  computed,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import type { DecisionType, HoldCode } from '@posko/domain';
import { HOLD_REASONS } from '@posko/domain';
import { Icon, injectText, ruleMessages, verifyMessages } from '@posko/ui';

/** What a decision says beside the figures. */
export interface Saying {
  readonly reason: string;
  readonly document: string;
  readonly code: HoldCode | null;
}

/** Asks for the words of a decision, beside the photo and not over it: a cause, a document, a reason. Enter decides. */
@Component({
  selector: 'posko-verify-decision',
  imports: [Icon],
  templateUrl: './verify-decision.html',
  styleUrl: './verify-decision.scss',
  host: { '(keydown)': 'onKey($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VerifyDecision {
  readonly type = input.required<DecisionType>();
  /** Rules that can be explained. */
  readonly codes = input.required<readonly HoldCode[]>();
  /** The reason given last for the same decision: typed over, or taken by Enter. */
  readonly lastReason = input('');
  readonly isSending = input.required<boolean>();
  readonly failure = input('');
  readonly said = output<Saying>();
  readonly cancelled = output();

  protected readonly t = injectText(verifyMessages, ruleMessages);
  private readonly form = viewChild.required<ElementRef<HTMLFormElement>>('form');
  protected readonly missing = signal<'reason' | 'document' | null>(null);
  protected readonly choices = computed<readonly HoldCode[]>(() => {
    if (this.type() === 'hold') return HOLD_REASONS;
    return this.type() === 'explain' ? this.codes() : [];
  });
  protected readonly wantsDocument = computed(() => this.type() === 'withdraw' || this.type() === 'correct');

  constructor() {
    afterNextRender(() => {
      const first = this.form().nativeElement.querySelector<HTMLInputElement | HTMLSelectElement>('select, input');
      first?.focus();
      if (first instanceof HTMLInputElement) first.select();
    });
  }

  protected submit(event: Event): void {
    event.preventDefault();
    const [reason, document] = [this.valueOf('reason'), this.valueOf('document')];
    const missing = this.wantsDocument() && document === '' ? 'document' : reason === '' ? 'reason' : null;
    this.missing.set(missing);
    if (missing !== null) this.field(missing)?.focus();
    else if (!this.isSending()) this.said.emit({ reason, document, code: this.codeChosen() });
  }

  protected onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.cancelled.emit();
    } else if (event.key === 'Enter' && event.target instanceof HTMLSelectElement) {
      event.preventDefault();
      this.field('reason')?.focus();
    }
  }

  private codeChosen(): HoldCode | null {
    return this.choices().find((code) => code === this.valueOf('code')) ?? null;
  }

  private field(name: string): HTMLInputElement | null {
    return this.form().nativeElement.querySelector(`[name=${name}]`);
  }

  private valueOf(name: string): string {
    return (this.field(name)?.value ?? '').trim();
  }
}
