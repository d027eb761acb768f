import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { injectText } from '@posko/ui';
import { Blank } from './blank';
import { usePageTitle } from './page-title';

/** An address that leads nowhere. */
@Component({
  selector: 'posko-not-found-page',
  imports: [Blank, RouterLink],
  template: `
    <posko-blank icon="empty" [heading]="t('shell.notFound')" [text]="t('shell.notFound.hint')">
      <a routerLink="/">{{ t('shell.home') }}</a>
    </posko-blank>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NotFoundPage {
  protected readonly t = injectText();

  constructor() {
    usePageTitle(() => this.t('shell.notFound'));
  }
}
