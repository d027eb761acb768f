import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { Icon, injectFormats, injectText, projectorMessages } from '@posko/ui';
import type { IconName } from '@posko/ui';
import { usePageTitle } from '../shell/page-title';
import { Preferences } from '../shell/preferences';
import { useWakeLock } from '../shell/wake-lock';
import { ProjectorFigures } from './projector-figures';
import type { ProjectorBanner } from './projector-state';
import { ProjectorStore } from './projector-store';

const ICONS: Readonly<Record<ProjectorBanner['kind'], IconName>> = { lost: 'offline', paused: 'pause', old: 'alert' };

/** The press room's wall: counted figures of a region, large, for whoever has the link. Nobody signs in, nothing can be pressed. */
@Component({
  selector: 'posko-projector-page',
  imports: [Icon, Preferences, ProjectorFigures],
  providers: [ProjectorStore],
  templateUrl: './projector-page.html',
  styleUrl: './projector-page.scss',
  host: { '[class]': 'gravest()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProjectorPage {
  /** `?contest=pkwkp-35` */
  readonly contest = input<string>();

  protected readonly store = inject(ProjectorStore);
  private readonly router = inject(Router);
  protected readonly t = injectText(projectorMessages);
  protected readonly formats = injectFormats();

  protected readonly view = computed(() => {
    const state = this.store.state();
    return state.kind === 'shown' ? state.view : null;
  });
  protected readonly banners = computed(() => {
    const state = this.store.state();
    if (state.kind !== 'shown') return [];
    return state.banners.map((banner) => ({
      kind: banner.kind,
      icon: ICONS[banner.kind],
      text: this.textOf(banner),
    }));
  });
  protected readonly gravest = computed(() => this.banners()[0]?.kind ?? '');
  protected readonly blank = computed(() => {
    const state = this.store.state();
    if (state.kind !== 'blank') return null;
    const { blank } = state;
    if (blank.kind === 'opening') return { heading: this.t('projector.opening'), hint: '', isFailing: false };
    const time = blank.kind === 'expired' ? this.formats.dateTime(blank.at) : '';
    return {
      heading: this.t(`projector.${blank.kind}`),
      hint: this.t(`projector.${blank.kind}Hint`, { time }),
      isFailing: blank.kind !== 'noToken',
    };
  });
  /** The room's clock, as it was told and has gone on since. */
  protected readonly clock = computed(() => {
    const view = this.view();
    return view === null ? null : this.formats.time(Date.parse(view.now) + (this.store.ageMs() ?? 0));
  });

  constructor() {
    usePageTitle(() => this.t('projector.title'));
    useWakeLock();
    effect(() => {
      const contest = this.contest() ?? null;
      untracked(() => this.store.show(contest));
    });
  }

  protected choose(event: Event): void {
    const contest = (event.target as HTMLSelectElement).value;
    void this.router.navigate([], { queryParams: { contest }, replaceUrl: true });
  }

  private textOf(banner: ProjectorBanner): string {
    switch (banner.kind) {
      case 'lost':
        return this.t('projector.lost', { age: this.formats.age(banner.ageMs) });
      case 'paused':
        return this.t('projector.paused', { time: this.formats.dateTime(banner.since), reason: banner.reason });
      case 'old':
        return this.t('projector.old', {
          time: this.formats.dateTime(banner.at),
          age: this.formats.age(banner.ageMs),
        });
    }
  }
}
