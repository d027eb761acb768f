import type { ElementRef } from '@angular/core';
import { ChangeDetectionStrategy, Component, afterNextRender, computed, input, output, signal } from '@angular/core';
import { viewChild } from '@angular/core';
import { CdkCopyToClipboard } from '@angular/cdk/clipboard';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { Icon, injectText, sessionIcons, sessionMessages } from '@posko/ui';
import { injectSaveFile } from '../shell/save-file';

/** Recovery codes, shown this once: to copy, print or download, and to be confirmed as kept. */
@Component({
  selector: 'posko-recovery-codes',
  imports: [CdkCopyToClipboard, Icon, MatButton, MatCheckbox],
  templateUrl: './recovery-codes.html',
  styleUrl: './recovery-codes.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecoveryCodes {
  readonly codes = input.required<readonly string[]>();
  readonly username = input.required<string>();
  readonly kept = output();

  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  private readonly saveFile = injectSaveFile();
  protected readonly t = injectText(sessionMessages);
  protected readonly icons = sessionIcons;
  protected readonly isKept = signal(false);
  protected readonly isCopied = signal(false);
  protected readonly sheet = computed(() =>
    [this.t('session.recovery.file', { name: this.username() }), '', ...this.codes(), ''].join('\n'),
  );

  constructor() {
    afterNextRender(() => this.heading().nativeElement.focus());
  }

  protected print(): void {
    globalThis.print();
  }

  protected download(): void {
    this.saveFile({ name: `posko-${this.username()}.txt`, blob: new Blob([this.sheet()], { type: 'text/plain' }) });
  }
}
