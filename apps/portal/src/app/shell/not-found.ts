import { ChangeDetectionStrategy, Component, DOCUMENT, effect, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { injectWords, portalMessages } from '@posko/ui';

/** An address that leads nowhere. */
@Component({
  selector: 'posko-not-found',
  imports: [RouterLink],
  template: `
    <h1>{{ t('portal.notFound') }}</h1>
    <p>
      <a routerLink="/">{{ t('portal.toHome') }}</a>
    </p>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NotFound {
  private readonly document = inject(DOCUMENT);
  protected readonly t = injectWords(portalMessages);

  constructor() {
    effect(() => {
      this.document.title = this.t('portal.notFound');
    });
  }
}
