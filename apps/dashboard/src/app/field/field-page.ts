import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon, fieldIcons, fieldMessages, frameMessages, injectText, roleMessages } from '@posko/ui';
import { OfferStore } from '../shell/offer-store';
import { usePageTitle } from '../shell/page-title';
import { Preferences } from '../shell/preferences';
import { SessionStore } from '../shell/session-store';
import { ActivationForm } from './activation-form';
import { FieldClockStore } from './field-clock-store';
import { FieldStore } from './field-store';
import { FieldTps } from './field-tps';

/** The page of a crew's phone: bound to its TPS once, then two taps per report. Nothing of the room is loaded here. */
@Component({
  selector: 'posko-field-page',
  imports: [ActivationForm, FieldTps, Icon, Preferences, RouterLink],
  providers: [FieldClockStore, FieldStore],
  templateUrl: './field-page.html',
  styleUrl: './field-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FieldPage {
  protected readonly store = inject(FieldStore);
  protected readonly session = inject(SessionStore);
  protected readonly offer = inject(OfferStore);
  protected readonly t = injectText(fieldMessages, roleMessages, frameMessages);
  protected readonly icons = fieldIcons;
  protected readonly isLeaving = signal(false);
  /** Somebody of the room is signed in here. */
  protected readonly other = computed(() => {
    const person = this.session.person();
    return this.session.state() === 'in' && person !== null && person.role !== 'field' ? person : null;
  });

  constructor() {
    usePageTitle(() => this.t('field.title'));
  }

  protected leave(): void {
    void this.session.signOut();
  }
}
