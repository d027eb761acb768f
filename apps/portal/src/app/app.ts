import { ChangeDetectionStrategy, Component, DOCUMENT, computed, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { ColorScheme, Language, SCHEMES, injectWords, portalMessages } from '@posko/ui';
import type { Scheme } from '@posko/ui';
import { filter, skip } from 'rxjs';
import { Banner } from './shell/banner';
import { ContestChoice } from './shell/contest-choice';
import { IndexStore } from './shell/index-store';
import { scrollBack } from './shell/scroll-back';
import { SearchBox } from './shell/search-box';

/** The frame of every page: who speaks, the way to the pages, what has to be known first. */
@Component({
  selector: 'posko-root',
  imports: [Banner, RouterLink, RouterLinkActive, RouterOutlet, SearchBox],
  templateUrl: './app.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class App {
  private readonly store = inject(IndexStore);
  private readonly document = inject(DOCUMENT);
  protected readonly language = inject(Language);
  protected readonly scheme = inject(ColorScheme);
  protected readonly t = injectWords(portalMessages);
  protected readonly schemes = SCHEMES;
  protected readonly office = computed(() => this.store.index()?.office ?? '');
  /** Nothing is known yet: neither what is published nor what stands in the way. */
  protected readonly isEarly = computed(() => this.store.index() === null && this.store.trouble() === null);

  constructor() {
    const choice = inject(ContestChoice);
    void this.store.start();
    scrollBack();
    // A new page begins at its top, for those who hear it too; the first one begins where the browser begins, and who goes through
    // the contests of a place stays in their list.
    inject(Router)
      .events.pipe(
        filter((event) => event instanceof NavigationEnd),
        skip(1),
        takeUntilDestroyed(),
      )
      .subscribe(({ urlAfterRedirects }) => {
        if (!choice.isReached(urlAfterRedirects)) this.focusContent();
      });
  }

  protected focusContent(): void {
    this.document.getElementById('isi')?.focus({ preventScroll: true });
  }

  protected switchLanguage(): void {
    this.language.use(this.language.current() === 'id' ? 'en' : 'id');
  }

  protected schemeWord(scheme: Scheme): string {
    return this.t(`portal.look.${scheme}`);
  }

  protected useScheme(value: string): void {
    const scheme = SCHEMES.find((one) => one === value);
    if (scheme !== undefined) this.scheme.use(scheme);
  }
}
