import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { injectWords, portalMessages } from '@posko/ui';
import { AreaStore } from './area-store';

/** What a page says while it has nothing to show. */
@Component({
  selector: 'posko-page-state',
  imports: [RouterLink],
  template: `
    @switch (area.state()) {
      @case ('loading') {
        <p class="state" role="status">{{ t('portal.loading') }}</p>
      }
      @case ('failed') {
        <p class="state" role="alert">{{ t('portal.failed') }}</p>
        <button type="button" (click)="area.retry()">{{ t('word.retry') }}</button>
      }
      @case ('missing') {
        <h1>{{ code() === null ? t('portal.noContest') : t('portal.missing', { code: code() ?? '' }) }}</h1>
        <a [routerLink]="area.contest() === null ? '/' : ['/', area.contest()?.id]">{{ t('portal.toTop') }}</a>
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PageState {
  protected readonly area = inject(AreaStore);
  protected readonly t = injectWords(portalMessages);
  readonly code = input<string | null>(null);
}
