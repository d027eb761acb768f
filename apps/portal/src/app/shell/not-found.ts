import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { injectWords, portalMessages } from '@posko/ui';

/** An address that leads nowhere. */
@Component({
  selector: 'posko-not-found',
  imports: [RouterLink],
  template: `
    <h1>{{ t('portal.notFound') }}</h1>
    <p>
      <a routerLink="/">{{ t('portal.nav.home') }}</a>
    </p>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NotFound {
  protected readonly t = injectWords(portalMessages);
}
