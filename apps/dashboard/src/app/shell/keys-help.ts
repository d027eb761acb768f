import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import type { MatDialog } from '@angular/material/dialog';

/** What keys do on a page; all texts in the present language. */
export interface KeysOfPage {
  readonly heading: string;
  readonly close: string;
  readonly lines: readonly { readonly keys: readonly string[]; readonly text: string }[];
}

/** Shows them over the page. */
export function showKeys(dialog: MatDialog, data: KeysOfPage): void {
  dialog.open(KeysHelp, { data, width: '480px' });
}

/** The keys of a page, each beside what it does. */
@Component({
  selector: 'posko-keys-help',
  imports: [MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>{{ page.heading }}</h2>
    <mat-dialog-content>
      <dl>
        @for (line of page.lines; track line.text) {
          <div>
            <dt>
              @for (key of line.keys; track key) {
                <kbd>{{ key }}</kbd>
              }
            </dt>
            <dd>{{ line.text }}</dd>
          </div>
        }
      </dl>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton type="button" (click)="ref.close()">{{ page.close }}</button>
    </mat-dialog-actions>
  `,
  styleUrl: './keys-help.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class KeysHelp {
  protected readonly ref = inject<MatDialogRef<KeysHelp>>(MatDialogRef);
  protected readonly page = inject<KeysOfPage>(MAT_DIALOG_DATA);
}
