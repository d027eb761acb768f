import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { Icon, fieldIcons, fieldMessages, injectText, ruleMessages } from '@posko/ui';
import { FormSheet } from '../shell/form-sheet';
import { PhotoField } from '../shell/photo-field';
import { FieldFormStore } from './field-form-store';

/** One form of the crew's own: its photos, then its figures, then the receipt. */
@Component({
  selector: 'posko-field-form-page',
  imports: [FormSheet, Icon, PhotoField],
  templateUrl: './field-form-page.html',
  styleUrl: './field-form-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FieldFormPage {
  protected readonly store = inject(FieldFormStore);
  protected readonly t = injectText(fieldMessages, ruleMessages);
  protected readonly icons = fieldIcons;
  protected readonly isTried = signal(false);
  /** What the rules say of the figures that arrived, each once. */
  protected readonly notes = computed(() => {
    const outcome = this.store.outcome();
    if (outcome?.kind !== 'saved') return [];
    const codes = [...new Set(outcome.answer.findings.map(({ code }) => code))];
    return codes.map((code) => ({ code, text: this.t(`rule.short.${code}`) }));
  });
  protected readonly refusal = computed(() => {
    const outcome = this.store.outcome();
    return outcome?.kind === 'refused' ? this.t('field.form.notTaken', { why: this.t(`error.${outcome.why}`) }) : '';
  });

  protected send(event: Event): void {
    event.preventDefault();
    this.isTried.set(true);
    void this.store.send();
  }
}
