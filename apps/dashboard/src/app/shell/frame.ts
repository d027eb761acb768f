import type { ElementRef } from '@angular/core';
import { ChangeDetectionStrategy, Component, computed, inject, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterLink, RouterOutlet } from '@angular/router';
import { Icon, frameIcons, frameMessages, injectFormats, injectText, regionName } from '@posko/ui';
import { filter, map, pairwise, startWith } from 'rxjs';
import { BoardStore } from './board-store';
import { ClockStore } from './clock-store';
import { ConnectionPill } from './connection-pill';
import { DeskBar } from './desk-bar';
import { NavRail } from './nav-rail';
import { OfferStore } from './offer-store';
import { PersonMenu } from './person-menu';
import { hidePopover } from './popover';
import { Preferences } from './preferences';
import { RehearsalBar } from './rehearsal-bar';
import { SearchBox } from './search-box';
import { SessionStore } from './session-store';

/**
 * The frame around every page but the wall: bar with place, search, clock, connection, preferences and person; beside the page, the
 * pages that this person may open. Below the bar, what everyone has to know at once: a rehearsal, a lost server.
 */
@Component({
  selector: 'posko-frame',
  imports: [
    ConnectionPill,
    DeskBar,
    Icon,
    NavRail,
    PersonMenu,
    Preferences,
    RehearsalBar,
    RouterLink,
    RouterOutlet,
    SearchBox,
  ],
  templateUrl: './frame.html',
  styleUrl: './frame.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Frame {
  protected readonly store = inject(BoardStore);
  protected readonly clock = inject(ClockStore);
  protected readonly session = inject(SessionStore);
  protected readonly offer = inject(OfferStore);
  protected readonly t = injectText(frameMessages);
  protected readonly icons = frameIcons;
  protected readonly formats = injectFormats();
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');
  private readonly pages = viewChild.required<ElementRef<HTMLElement>>('pages');

  protected readonly place = computed(() => {
    const tree = this.store.tree();
    return tree === null || tree.regionCount === 0 ? '' : regionName(tree.nameOf(0), tree.levels[0] ?? 'provinsi');
  });
  /** What stands under the bar when the board cannot be relied on. */
  protected readonly warning = computed(() => {
    const state = this.store.state();
    if (state === 'error') return this.t('shell.warning.error');
    if (state !== 'offline') return null;
    const age = this.store.ageMs();
    return age === null
      ? this.t('shell.warning.unreached')
      : this.t('shell.warning.offline', { age: this.formats.age(age) });
  });

  constructor() {
    const paths = inject(Router).events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map((event) => event.urlAfterRedirects.split(/[?#]/)[0]),
      startWith(undefined),
      pairwise(),
      takeUntilDestroyed(),
    );
    // A new page: keyboard and screen reader start at its top. Not on the first, and not when only a filter changed.
    paths.subscribe(([before, now]) => {
      if (before !== undefined && before !== now) this.skip();
    });
  }

  protected isoOf(at: number): string {
    return new Date(at).toISOString();
  }

  protected skip(): void {
    this.main().nativeElement.focus({ preventScroll: true });
  }

  protected closeMenu(): void {
    hidePopover(this.pages().nativeElement);
  }

  protected reload(): void {
    globalThis.location.reload();
  }
}
