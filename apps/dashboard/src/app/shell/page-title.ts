import { effect, inject } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { injectText } from '@posko/ui';

/** Keeps the window's title at what a page shows: `protected readonly title = usePageTitle(() => …)`, in a constructor's context. */
export function usePageTitle(text: () => string): void {
  const title = inject(Title);
  const t = injectText();
  effect(() => {
    const page = text();
    title.setTitle(page === '' ? t('app.name') : `${page} · ${t('app.name')}`);
  });
}
