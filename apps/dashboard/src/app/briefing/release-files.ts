import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import type { ReleaseFormat } from '@posko/contracts';
import { Icon, briefingIcons, briefingMessages, injectText, publicationIcons } from '@posko/ui';
import { OfferStore } from '../shell/offer-store';
import type { ReleaseRow } from './briefing-store';
import { ReleaseStore } from './release-store';

/** The sheet to hold in the hand, the picture to send on, and the file that both are made of. */
@Component({
  selector: 'posko-release-files',
  imports: [Icon],
  templateUrl: './release-files.html',
  styleUrl: './release-files.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReleaseFiles {
  readonly release = input.required<ReleaseRow>();

  private readonly store = inject(ReleaseStore);
  private readonly offer = inject(OfferStore);
  protected readonly t = injectText(briefingMessages);
  protected readonly icons = briefingIcons;
  protected readonly openIcon = publicationIcons.open;
  protected readonly files = ['pdf', 'png', 'json'] as const;
  protected readonly fileIcons = { pdf: briefingIcons.pdf, png: briefingIcons.image, json: briefingIcons.json };
  /** Where everybody reads it, once it is out. */
  protected readonly publicPage = computed(() => {
    const { number, status } = this.release();
    return status === 'released' ? `${this.offer.publication()}#/rilis/${number}` : null;
  });
  protected readonly coming = signal<ReleaseFormat | null>(null);
  protected readonly saved = signal('');
  protected readonly problem = signal<string | null>(null);

  protected async download(format: ReleaseFormat): Promise<void> {
    if (this.coming() !== null) return;
    this.coming.set(format);
    this.problem.set(null);
    this.saved.set('');
    const answer = await this.store.download(format);
    this.coming.set(null);
    if ('name' in answer) this.saved.set(this.t('briefing.release.saved', { name: answer.name }));
    else this.problem.set(this.t('briefing.failed', { why: this.t(`error.${answer.code}`) }));
  }
}
