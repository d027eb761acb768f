import { ChangeDetectionStrategy, Component, DOCUMENT, computed, effect, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { injectWords, portalMessages } from '@posko/ui';
import { AreaStore } from './area-store';
import { desaOf, linkTo } from './place';

/** What a page says while it has nothing to show. */
@Component({
  selector: 'posko-page-state',
  imports: [RouterLink],
  template: `
    @switch (state()) {
      @case ('loading') {
        <p class="state" role="status">{{ t('portal.loading') }}</p>
      }
      @case ('failed') {
        <p class="state" role="alert">{{ t('portal.failed') }}</p>
        <button type="button" (click)="area.retry()">{{ t('word.retry') }}</button>
      }
      @case ('missing') {
        <h1>{{ missing() }}</h1>
        @if (area.contest(); as contest) {
          @if (desa(); as desa) {
            <p>
              <a [routerLink]="linkTo(contest.id, desa)">{{ t('portal.toDesa') }}</a>
            </p>
          }
          <p>
            <a [routerLink]="['/', contest.id]">{{ t('portal.toTop') }}</a>
          </p>
        } @else if (area.contestId() !== null) {
          <p>
            <a routerLink="/">{{ t('portal.toHome') }}</a>
          </p>
        }
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PageState {
  private readonly document = inject(DOCUMENT);
  protected readonly area = inject(AreaStore);
  protected readonly t = injectWords(portalMessages);
  protected readonly linkTo = linkTo;
  readonly code = input<string | null>(null);
  /** The region is there, and has not what the page is about, as a desa that has no such TPS. */
  readonly isMissing = input(false);

  protected readonly state = computed(() => (this.isMissing() ? 'missing' : this.area.state()));
  protected readonly desa = computed(() => (this.isMissing() ? desaOf(this.code() ?? '') : null));
  private readonly unknownContest = computed(() => (this.area.contest() === null ? this.area.contestId() : null));
  protected readonly missing = computed(() => {
    const [contest, code] = [this.unknownContest(), this.code()];
    if (contest !== null) return this.t('portal.unknownContest', { contest });
    return code === null ? this.t('portal.noContest') : this.t('portal.missing', { code });
  });
  /** Null while nothing is known: the page before keeps its name for so long. */
  private readonly title = computed(() => {
    const [state, subject] = [this.state(), this.unknownContest() ?? this.code()];
    if (state === 'failed') return this.t('portal.failedTitle');
    if (state !== 'missing') return null;
    return subject === null ? this.t('portal.noContest') : this.t('portal.missingTitle', { code: subject });
  });

  constructor() {
    effect(() => {
      const title = this.title();
      if (title !== null) this.document.title = title;
    });
  }
}
