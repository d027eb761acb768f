import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { injectText, queueMessages } from '@posko/ui';

const KEYS = [
  { keys: ['J', 'K'], text: 'queue.help.jk' },
  { keys: ['⏎'], text: 'queue.help.enter' },
  { keys: ['T'], text: 'queue.help.t' },
  { keys: ['X', '⇧X'], text: 'queue.help.x' },
  { keys: ['.'], text: 'queue.help.dot' },
  { keys: ['/'], text: 'queue.help.slash' },
  { keys: ['N'], text: 'queue.help.n' },
  { keys: ['Esc'], text: 'queue.help.esc' },
  { keys: ['?'], text: 'queue.help.question' },
] as const;

/** The keys of the queue. */
@Component({
  selector: 'posko-queue-help',
  imports: [MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>{{ t('queue.help') }}</h2>
    <mat-dialog-content>
      <dl>
        @for (line of lines; track line.text) {
          <div>
            <dt>
              @for (key of line.keys; track key) {
                <kbd>{{ key }}</kbd>
              }
            </dt>
            <dd>{{ t(line.text) }}</dd>
          </div>
        }
      </dl>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton type="button" (click)="ref.close()">{{ t('word.close') }}</button>
    </mat-dialog-actions>
  `,
  styleUrl: './queue-help.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class QueueHelp {
  protected readonly ref = inject<MatDialogRef<QueueHelp>>(MatDialogRef);
  protected readonly t = injectText(queueMessages);
  protected readonly lines = KEYS;
}
