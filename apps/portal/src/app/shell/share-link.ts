import { ChangeDetectionStrategy, Component, DOCUMENT, inject, input, signal } from '@angular/core';
import { injectWords, portalMessages } from '@posko/ui';

/** Hands on the address of the page: the telephone's own way of sharing, else the clipboard, else the address to copy by hand. */
@Component({
  selector: 'posko-share-link',
  template: `
    <button type="button" (click)="share()">{{ t('portal.shareLink') }}</button>
    <span role="status">{{ said() }}</span>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ShareLink {
  private readonly document = inject(DOCUMENT);
  protected readonly t = injectWords(portalMessages);
  protected readonly said = signal('');
  readonly heading = input.required<string>();

  protected async share(): Promise<void> {
    const view = this.document.defaultView;
    const url = this.document.location.href;
    try {
      // Browsers without a secure connection have neither.
      const navigator = view?.navigator as Partial<Navigator> | undefined;
      if (navigator?.share !== undefined) await view?.navigator.share({ title: this.heading(), url });
      else if (navigator?.clipboard !== undefined) {
        await navigator.clipboard.writeText(url);
        this.said.set(this.t('portal.shareCopied'));
      } else this.said.set(this.t('portal.shareHere', { address: url }));
    } catch (error) {
      const isTheirWish = error instanceof DOMException && error.name === 'AbortError';
      if (!isTheirWish) this.said.set(this.t('portal.shareHere', { address: url }));
    }
  }
}
