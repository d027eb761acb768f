import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatOption, MatSelect } from '@angular/material/select';
import { SETTABLE_MARKS, STAGES, stageIndex } from '@posko/domain';
import type { SettableMark, Stage } from '@posko/domain';
import { Icon, injectText, tpsActMessages } from '@posko/ui';
import type { ResponseOf } from '../shell/board-store';
import { requiredText } from '../shell/required-text';
import { TpsActStore } from './tps-act-store';

export type TpsAct = 'stepBack' | 'correct' | 'mark';

export interface TpsActData {
  readonly act: TpsAct;
  readonly tps: ResponseOf<'tps'>;
  readonly heading: string;
}

/** What came of it: asked for (somebody else decides), or done. */
export interface TpsActDone {
  readonly isAsked: boolean;
  readonly text: string;
}

const MOST_VOTERS = 9999;

/** A number of voters, typed as text: what browsers make of number fields lets letters in. */
function voters(value: number): FormControl<string> {
  const control = requiredText(Validators.max(MOST_VOTERS), Validators.pattern(/^\d{1,4}$/));
  control.setValue(String(value));
  return control;
}

/** An act on one TPS, with its reason: a step back or corrected voters are asked for, a mark is set at once. */
@Component({
  selector: 'posko-tps-act-dialog',
  imports: [
    Icon,
    MatButton,
    MatDialogActions,
    MatDialogContent,
    MatDialogTitle,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    MatOption,
    MatSelect,
    ReactiveFormsModule,
  ],
  templateUrl: './tps-act-dialog.html',
  styleUrl: './tps-act-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TpsActDialog {
  protected readonly data = inject<TpsActData>(MAT_DIALOG_DATA);
  private readonly ref = inject<MatDialogRef<TpsActDialog, TpsActDone>>(MatDialogRef);
  private readonly store = inject(TpsActStore);
  protected readonly t = injectText(tpsActMessages);
  protected readonly isBusy = signal(false);
  protected readonly problem = signal<string | null>(null);
  protected readonly stages = STAGES.slice(0, stageIndex(this.data.tps.stage));
  protected readonly marks = SETTABLE_MARKS;
  protected readonly form = new FormGroup({
    stage: new FormControl<Stage | null>(null),
    l: voters(this.data.tps.dpt.l),
    p: voters(this.data.tps.dpt.p),
    mark: new FormControl<SettableMark | null>(null),
    reason: requiredText(),
  });
  private readonly typed = toSignal(this.form.valueChanges, { initialValue: this.form.value });
  protected readonly total = computed(() => Number(this.typed().l) + Number(this.typed().p));
  /** The mark that was chosen is there: the act takes it away. */
  protected readonly isThere = computed(() => {
    const { mark } = this.typed();
    return mark !== null && mark !== undefined && this.isSet(mark);
  });

  protected isSet(mark: SettableMark): boolean {
    return this.data.tps.marks.includes(mark);
  }

  protected cancel(): void {
    this.ref.close();
  }

  protected async submit(): Promise<void> {
    this.check();
    this.form.markAllAsTouched();
    if (this.isBusy() || this.form.invalid) return;
    this.isBusy.set(true);
    this.problem.set(null);
    const done = await this.send();
    this.isBusy.set(false);
    if (typeof done === 'string') this.problem.set(done);
    else this.ref.close(done);
  }

  /** What each act needs beside the reason. */
  private check(): void {
    const { stage, l, p, mark } = this.form.controls;
    const { act, tps } = this.data;
    p.updateValueAndValidity();
    if (act === 'stepBack' && stage.value === null) stage.setErrors({ required: true });
    if (act === 'mark' && mark.value === null) mark.setErrors({ required: true });
    const isSame = Number(l.value) === tps.dpt.l && Number(p.value) === tps.dpt.p;
    if (act === 'correct' && isSame) p.setErrors({ same: true });
  }

  /** What to say of it, or in words why not. */
  private async send(): Promise<TpsActDone | string> {
    const { act, tps } = this.data;
    const { stage, l, p, mark, reason } = this.form.getRawValue();
    const because = reason.trim();
    if (act === 'mark') return this.sendMark(mark, because);
    const failure =
      act === 'stepBack'
        ? await this.store.stepBack(tps.code, stage ?? 'unreported', because)
        : await this.store.correct(tps.code, { l: Number(l), p: Number(p) }, because);
    if (failure !== null) return this.t(`error.${failure.code}`);
    return { isAsked: true, text: this.t('tpsAct.asked') };
  }

  private async sendMark(mark: SettableMark | null, reason: string): Promise<TpsActDone | string> {
    if (mark === null) return this.t('tpsAct.mark.missing');
    const isSet = !this.isSet(mark);
    const answer = await this.store.mark(this.data.tps.code, { mark, isSet, reason });
    if (!answer.isOk) return this.t(`error.${answer.failure.code}`);
    const said = { mark: this.t(`mark.${mark}`), receipt: answer.value.receipt };
    return { isAsked: false, text: this.t(isSet ? 'tpsAct.mark.done.set' : 'tpsAct.mark.done.cleared', said) };
  }
}
