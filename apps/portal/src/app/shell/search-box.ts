import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { injectWords, portalMessages } from '@posko/ui';
import { codeIn } from './code-words';
import { LastContest } from './last-contest';
import { linkTo } from './place';

/** One search from every page: a code goes straight there, words go to the page of what matches. */
@Component({
  selector: 'posko-search-box',
  template: `
    <form role="search" (submit)="$event.preventDefault(); go(words.value)">
      <label>
        <span class="unseen">{{ t('portal.search') }}</span>
        <input #words type="search" autocomplete="off" [value]="asked()" [attr.placeholder]="t('portal.search')" />
      </label>
      <button type="submit">{{ t('portal.searchGo') }}</button>
    </form>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SearchBox {
  private readonly router = inject(Router);
  private readonly last = inject(LastContest);
  protected readonly t = injectWords(portalMessages);
  /** What the page that is open was asked for. */
  protected readonly asked = signal('');

  constructor() {
    const { router } = this;
    router.events.pipe(takeUntilDestroyed()).subscribe((event) => {
      if (event instanceof NavigationEnd) this.asked.set(router.parseUrl(event.url).queryParamMap.get('q') ?? '');
    });
  }

  protected go(words: string): void {
    const text = words.trim();
    if (text === '') return;
    const code = codeIn(text);
    const contest = code === null ? null : this.last.forPlace(code);
    if (code !== null && contest !== null) void this.router.navigate(linkTo(contest.id, code));
    else void this.router.navigate(['/cari'], { queryParams: { q: text } });
  }
}
