import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import { injectText, userMessages } from '@posko/ui';
import { InvitationLink } from './invitation-link';
import type { UserAnswer, UserRow } from './user-store';

export interface InvitationData {
  readonly user: UserRow;
  readonly invitation: NonNullable<UserAnswer['invitation']>;
}

/** A one-time link that was just made, to be handed on. */
@Component({
  selector: 'posko-invitation-dialog',
  imports: [InvitationLink, MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>{{ t('user.invitation', { name: data.user.displayName }) }}</h2>
    <mat-dialog-content><posko-invitation-link [invitation]="data.invitation" /></mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton="filled" type="button" mat-dialog-close>{{ t('user.done') }}</button>
    </mat-dialog-actions>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class InvitationDialog {
  protected readonly data = inject<InvitationData>(MAT_DIALOG_DATA);
  protected readonly t = injectText(userMessages);
}
