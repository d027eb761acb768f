import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { Icon, handlingMessages, injectFormats, injectText } from '@posko/ui';
import type { Changed } from './incident-store';
import { IncidentValues } from './incident-values';
import { staleDiff } from './stale-diff';

export type StaleChange = Extract<Changed, { kind: 'stale' }>;

/** Somebody was faster: what was, what I want and what they made of it, field by field; theirs is kept or mine goes on top. */
@Component({
  selector: 'posko-stale-dialog',
  imports: [Icon, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  templateUrl: './stale-dialog.html',
  styleUrl: './stale-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StaleDialog {
  private readonly stale = inject<StaleChange>(MAT_DIALOG_DATA);
  private readonly ref = inject<MatDialogRef<StaleDialog, 'mine'>>(MatDialogRef);
  protected readonly values = inject(IncidentValues);
  protected readonly t = injectText(handlingMessages);
  private readonly formats = injectFormats();
  protected readonly rows = staleDiff(this.stale.before, this.stale.wanted, this.stale.current);
  /** Who was faster, and when. */
  protected readonly since = this.stale.since.map(({ at, by }) =>
    this.t('handling.by', { at: this.formats.clock(at, true), name: by.name }),
  );
  /** What was typed beside the fields. */
  protected readonly comment = this.stale.wanted.comment ?? '';

  protected keepTheirs(): void {
    this.ref.close();
  }

  protected applyMine(): void {
    this.ref.close('mine');
  }
}
