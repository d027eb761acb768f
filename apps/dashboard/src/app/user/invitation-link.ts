import { ChangeDetectionStrategy, Component, DOCUMENT, computed, inject, input, signal } from '@angular/core';
import { CdkCopyToClipboard } from '@angular/cdk/clipboard';
import { MatButton } from '@angular/material/button';
import { Icon, injectFormats, injectText, userIcons, userMessages } from '@posko/ui';
import type { UserAnswer } from './user-store';

/** A one-time link: the whole address, to copy; how long it holds, and that it is not shown again. */
@Component({
  selector: 'posko-invitation-link',
  imports: [CdkCopyToClipboard, Icon, MatButton],
  template: `
    <p>{{ t('user.invitation.hint', { time: formats.dateTime(invitation().endsAt) }) }}</p>
    <p class="link">
      <code tabindex="0">{{ address() }}</code>
      <button
        matButton="outlined"
        type="button"
        [cdkCopyToClipboard]="address()"
        (cdkCopyToClipboardCopied)="isCopied.set($event)"
      >
        <posko-icon [name]="isCopied() ? 'check' : icons.copy" />
        {{ t(isCopied() ? 'user.invitation.copied' : 'user.invitation.copy') }}
      </button>
    </p>
  `,
  styleUrl: './invitation-link.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class InvitationLink {
  readonly invitation = input.required<NonNullable<UserAnswer['invitation']>>();
  private readonly origin = inject(DOCUMENT).location.origin;
  protected readonly t = injectText(userMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = userIcons;
  protected readonly isCopied = signal(false);
  protected readonly address = computed(() => this.origin + this.invitation().path);
}
