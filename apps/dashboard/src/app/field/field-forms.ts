import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Icon, fieldIcons, fieldMessages, injectText } from '@posko/ui';
import { FieldFormStore } from './field-form-store';
import type { FieldForm, FormStanding } from './field-form-store';

const ICONS: Readonly<Record<FormStanding, 'next' | 'check' | 'alert' | 'offline'>> = {
  todo: 'next',
  draft: 'next',
  waiting: 'offline',
  refused: 'alert',
  sent: 'check',
};

/** The forms of the TPS, one per contest, and how far each is. */
@Component({
  selector: 'posko-field-forms',
  imports: [Icon],
  template: `
    <h2>{{ t('field.form') }}</h2>
    @if (store.isLoaded() && store.forms().length === 0) {
      <p>{{ t('field.form.none') }}</p>
    } @else {
      <p>{{ t('field.form.hint') }}</p>
      <ul>
        @for (form of store.forms(); track form.contest.id) {
          <li>
            <button
              type="button"
              [class.done]="form.standing === 'sent'"
              [class.refused]="form.standing === 'refused'"
              (click)="store.open(form.contest.id)"
            >
              <posko-icon [name]="iconOf[form.standing]" />
              <span>
                <b>{{ form.contest.name }}</b>
                <small>{{ wordOf(form) }}</small>
                @if (form.photos > 0) {
                  <small>{{ t('field.form.photos', { n: form.photos }) }}</small>
                }
              </span>
            </button>
          </li>
        }
      </ul>
    }
  `,
  styleUrl: './field-forms.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FieldForms {
  protected readonly store = inject(FieldFormStore);
  protected readonly t = injectText(fieldMessages);
  protected readonly icons = fieldIcons;
  protected readonly iconOf = ICONS;

  protected wordOf({ standing, receipt }: FieldForm): string {
    return standing === 'sent'
      ? this.t('field.form.sent', { receipt: receipt ?? '' })
      : this.t(`field.form.${standing}`);
  }
}
