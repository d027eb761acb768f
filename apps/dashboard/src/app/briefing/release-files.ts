import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import type { ReleaseFormat } from '@posko/contracts';
import { Icon, briefingIcons, briefingMessages, injectText } from '@posko/ui';
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
  protected readonly t = injectText(briefingMessages);
  protected readonly icons = briefingIcons;
  protected readonly files = ['pdf', 'png', 'json'] as const;
  protected readonly fileIcons = { pdf: briefingIcons.pdf, png: briefingIcons.image, json: briefingIcons.json };
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
