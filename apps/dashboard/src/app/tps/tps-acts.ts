import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { injectText, tpsActMessages } from '@posko/ui';
import { firstValueFrom } from 'rxjs';
import type { ResponseOf } from '../shell/board-store';
import { SessionStore } from '../shell/session-store';
import { TpsActDialog } from './tps-act-dialog';
import type { TpsAct, TpsActData, TpsActDone } from './tps-act-dialog';

/** What this person may do to a TPS: move it back and correct its voters with a second person, set marks alone. */
@Component({
  selector: 'posko-tps-acts',
  imports: [MatButton, RouterLink],
  templateUrl: './tps-acts.html',
  styleUrl: './tps-acts.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TpsActs {
  readonly tps = input.required<ResponseOf<'tps'>>();
  readonly heading = input.required<string>();
  /** Something was done to the TPS at once: it is to be looked at anew. */
  readonly changed = output();

  private readonly session = inject(SessionStore);
  private readonly dialog = inject(MatDialog);
  protected readonly t = injectText(tpsActMessages);
  protected readonly done = signal<TpsActDone | null>(null);
  protected readonly acts = computed<TpsAct[]>(() => {
    const { code, stage } = this.tps();
    const asks = this.session.may('approval.ask', code);
    return [
      ...(asks && stage !== 'unreported' ? (['stepBack'] as const) : []),
      ...(asks ? (['correct'] as const) : []),
      ...(this.session.may('mark.set', code) ? (['mark'] as const) : []),
    ];
  });

  protected async open(act: TpsAct): Promise<void> {
    const data: TpsActData = { act, tps: this.tps(), heading: this.heading() };
    const ref = this.dialog.open<TpsActDialog, TpsActData, TpsActDone>(TpsActDialog, { data, width: '480px' });
    const done = await firstValueFrom(ref.afterClosed());
    if (done === undefined) return;
    this.done.set(done);
    if (!done.isAsked) this.changed.emit();
  }
}
