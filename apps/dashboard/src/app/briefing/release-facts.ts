import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { Clipboard } from '@angular/cdk/clipboard';
import { Icon, briefingIcons, briefingMessages, injectFormats, injectText } from '@posko/ui';
import type { ReleaseRow } from './briefing-store';

/** Who made and who decided it, as of which entry, and the hash by which anyone can check the file. */
@Component({
  selector: 'posko-release-facts',
  imports: [Icon],
  template: `
    <dl>
      @for (fact of facts(); track fact.label) {
        <dt>{{ fact.label }}</dt>
        <dd>{{ fact.text }}</dd>
      }
      <dt>{{ t('briefing.release.hash') }}</dt>
      <dd class="hash">
        <code>{{ release().sha256 }}</code>
        <button type="button" (click)="copy()">
          <posko-icon [name]="isCopied() ? 'check' : icons.copy" />
          {{ t(isCopied() ? 'briefing.copied' : 'briefing.copy') }}
          <span class="posko-unseen">{{ t('briefing.release.hash') }}</span>
        </button>
      </dd>
    </dl>
  `,
  styleUrl: './release-facts.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReleaseFacts {
  readonly release = input.required<ReleaseRow>();

  private readonly clipboard = inject(Clipboard);
  protected readonly t = injectText(briefingMessages);
  private readonly formats = injectFormats();
  protected readonly icons = briefingIcons;
  protected readonly isCopied = signal(false);
  protected readonly facts = computed(() => {
    const { at, seq, draftedBy, draftedAt, decidedBy, decidedAt, status, reason } = this.release();
    const by = (name: string, time: string): string =>
      this.t('briefing.release.by', { name, time: this.formats.dateTime(time) });
    return [
      { label: this.t('briefing.release.asOf'), text: this.formats.dateTime(at) },
      { label: this.t('briefing.release.seq'), text: this.formats.number(seq) },
      { label: this.t('briefing.release.drafted'), text: by(draftedBy.name, draftedAt) },
      ...(decidedBy === null || decidedAt === null || status === 'draft'
        ? []
        : [{ label: this.t(`briefing.release.decided.${status}`), text: by(decidedBy.name, decidedAt) }]),
      ...(reason === '' ? [] : [{ label: this.t('briefing.release.reason'), text: reason }]),
    ];
  });

  protected copy(): void {
    this.isCopied.set(this.clipboard.copy(this.release().sha256));
  }
}
