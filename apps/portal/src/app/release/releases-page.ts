import { ChangeDetectionStrategy, Component, DOCUMENT, computed, effect, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { injectFormats, injectWords, portalMessages } from '@posko/ui';
import { IndexStore } from '../shell/index-store';
import { ReleaseComparison } from './release-comparison';

/** All releases, the latest first. */
@Component({
  selector: 'posko-releases-page',
  imports: [ReleaseComparison, RouterLink],
  templateUrl: './releases-page.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReleasesPage {
  private readonly store = inject(IndexStore);
  private readonly document = inject(DOCUMENT);
  protected readonly t = injectWords(portalMessages);
  protected readonly formats = injectFormats();
  protected readonly isLoading = computed(() => this.store.index() === null && this.store.trouble() === null);
  protected readonly releases = computed(() =>
    (this.store.index()?.releases ?? []).map((release) => ({
      ...release,
      contestName: this.store.contest(release.contest)?.name ?? release.contest,
    })),
  );

  constructor() {
    effect(() => {
      this.document.title = this.t('portal.releases');
    });
  }
}
