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
          <span>{{ words(notice) }}</span>
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

  protected isTrouble({ kind }: Notice): boolean {
    return TROUBLE.includes(kind);
  }

  protected words(notice: Notice): string {
    const { t, formats } = this;
    switch (notice.kind) {
      case 'layout':
        return t('portal.notice.newer');
      case 'rehearsal':
        return t('portal.notice.rehearsal');
      case 'offline':
      case 'unreached':
        return t(`portal.notice.${notice.kind}`, { age: formats.age(notice.ageMs) });
      case 'paused':
        return t('portal.notice.paused', { time: formats.dateTime(notice.since), reason: notice.reason });
      case 'away':
      case 'old':
        return t(`portal.notice.${notice.kind}`, {
          time: formats.dateTime(notice.at),
          age: formats.age(notice.ageMs),
        });
    }
  }
}
