import { ChangeDetectionStrategy, Component, effect, inject, input, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { MatButton } from '@angular/material/button';
import { Icon, injectText, sessionIcons, sessionMessages } from '@posko/ui';
import { pageAfter } from '../shell/guards';
import { OfferStore } from '../shell/offer-store';
import { usePageTitle } from '../shell/page-title';
import { SessionStore, homeOf } from '../shell/session-store';
import { SignInForm } from '../shell/sign-in-form';
import { Door } from './door';

/** The way in. Whoever has a session already goes straight on to where they wanted to go. */
@Component({
  selector: 'posko-sign-in-page',
  imports: [Door, Icon, MatButton, RouterLink, SignInForm],
  templateUrl: './sign-in-page.html',
  styleUrl: './sign-in-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SignInPage {
  /** Page that was wanted, from the address. */
  readonly next = input<string>();

  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  protected readonly offer = inject(OfferStore).offer;
  protected readonly t = injectText(sessionMessages);
  protected readonly icons = sessionIcons;

  constructor() {
    usePageTitle(() => this.t('session.signIn'));
    effect(() => {
      if (this.session.state() === 'in') untracked(() => this.goOn());
    });
  }

  private goOn(): void {
    const person = this.session.person();
    if (person === null) return;
    if (this.session.pending() === null)
      void this.router.navigateByUrl(pageAfter(this.next(), homeOf(person)), { replaceUrl: true });
    else void this.router.navigate(['/sign-in/finish'], { queryParamsHandling: 'preserve', replaceUrl: true });
  }
}
