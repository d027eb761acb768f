import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { injectFormats, injectWords, portalMessages } from '@posko/ui';
import { IndexStore } from './index-store';
import { noticesOf } from './notice';
import type { Notice } from './notice';
import { NewVersion } from './new-version';

const TROUBLE: readonly Notice['kind'][] = ['layout', 'offline', 'unreached', 'paused', 'away', 'old'];

/** What has to be known before any figure is read: above everything, on every page. */
@Component({
  selector: 'posko-banner',
  template: `
    <div role="status">
      @for (notice of notices(); track notice.kind) {
        <p class="notice" [class.trouble]="isTrouble(notice)">
          <span class="sign" aria-hidden="true">{{ isTrouble(notice) ? '!' : 'i' }}</span>
          <span>
            {{ words(notice) }}
            @if (ageWords(notice); as age) {
              <span aria-hidden="true">{{ age }}</span>
            }
          </span>
          @if (notice.kind === 'layout') {
            <button type="button" (click)="version.reload()">{{ t('portal.notice.reload') }}</button>
          }
        </p>
      }
      @if (version.isReady()) {
        <p class="notice">
          <span class="sign" aria-hidden="true">i</span>
          <span>{{ t('portal.notice.updated') }}</span>
          <button type="button" (click)="version.reload()">{{ t('portal.notice.reload') }}</button>
        </p>
      }
    </div>
    <!-- The age ticks: it is there to be read, and outside of what is announced whenever it changes. -->
    @if (age(); as age) {
      <p class="unseen">{{ age }}</p>
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Banner {
  private readonly store = inject(IndexStore);
  protected readonly version = inject(NewVersion);
  protected readonly t = injectWords(portalMessages);
  private readonly formats = injectFormats();

  protected readonly notices = computed(() => {
    const { store } = this;
    return noticesOf({
      index: store.index(),
      trouble: store.trouble(),
      heardAt: store.heardAt(),
      now: store.now(),
    });
  });

  protected readonly age = computed(() =>
    this.notices()
      .map((notice) => this.ageWords(notice))
      .find((age) => age !== null),
  );

  protected isTrouble({ kind }: Notice): boolean {
    return TROUBLE.includes(kind);
  }

  /** Without what moves on by itself: a sentence is announced once. */
  protected words(notice: Notice): string {
    const { t, formats } = this;
    switch (notice.kind) {
      case 'layout':
        return t('portal.notice.newer');
      case 'paused':
        return t('portal.notice.paused', { time: formats.dateTime(notice.since), reason: notice.reason });
      default:
        return t(`portal.notice.${notice.kind}`);
    }
  }

  protected ageWords(notice: Notice): string | null {
    if (!('ageMs' in notice)) return null;
    const age = this.formats.age(notice.ageMs);
    if (!('at' in notice)) return this.t('portal.notice.loadedAge', { age });
    const time = this.formats.dateTime(notice.at);
    if (notice.kind === 'away') return this.t('portal.notice.heardAge', { time, age });
    return `${this.t('portal.asOfAge', { time, age })}.`;
  }
}
