import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { injectText, verifyMessages } from '@posko/ui';

const KEYS = [
  { keys: ['J', 'K'], text: 'verify.key.jk' },
  { keys: ['1', '2'], text: 'verify.key.take' },
  { keys: ['⇧1', '⇧2'], text: 'verify.key.takeAll' },
  { keys: ['O'], text: 'verify.key.other' },
  { keys: ['N', 'B'], text: 'verify.key.step' },
  { keys: ['⏎'], text: 'verify.key.enter' },
  { keys: ['Y'], text: 'verify.key.confirm' },
  { keys: ['E'], text: 'verify.key.edit' },
  { keys: ['H'], text: 'verify.key.hold' },
  { keys: ['L'], text: 'verify.key.release' },
  { keys: ['X'], text: 'verify.key.explain' },
  { keys: ['P'], text: 'verify.key.publish' },
  { keys: ['W'], text: 'verify.key.withdraw' },
  { keys: ['D'], text: 'verify.key.correct' },
  { keys: ['+', '-', '0'], text: 'verify.key.zoom' },
  { keys: ['R', 'C'], text: 'verify.key.turn' },
  { keys: ['←', '↑', '↓', '→'], text: 'verify.key.pan' },
  { keys: ['[', ']'], text: 'verify.key.photo' },
  { keys: ['Esc'], text: 'verify.key.escape' },
] as const;

/** The keys of the verifier. */
@Component({
  selector: 'posko-verify-help',
  imports: [MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>{{ t('verify.help') }}</h2>
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
  styleUrl: './verify-help.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VerifyHelp {
  protected readonly ref = inject<MatDialogRef<VerifyHelp>>(MatDialogRef);
  protected readonly t = injectText(verifyMessages);
  protected readonly lines = KEYS;
}
