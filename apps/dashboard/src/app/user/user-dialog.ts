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
import { ACCOUNT_ROLES } from '@posko/domain';
import type { AccountRole } from '@posko/domain';
import { Icon, injectText, roleMessages, userMessages } from '@posko/ui';
import { PlaceField } from '../shell/place-field';
import { requiredText } from '../shell/required-text';
import { InvitationLink } from './invitation-link';
import type { UserAnswer, UserChange, UserRow, UserStore } from './user-store';

export interface UserDialogData {
  /** Whom to change; null for a new account. */
  readonly user: UserRow | null;
  readonly store: Pick<UserStore, 'create' | 'change'>;
}

const NAME = /^[a-z0-9][a-z0-9._-]{1,62}[a-z0-9]$/;
const NAME_LENGTH = 120;

/** A new account, or a change of one. A new one's link is shown here, once; answers with what to say of it. */
@Component({
  selector: 'posko-user-dialog',
  imports: [
    Icon,
    InvitationLink,
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
    PlaceField,
    ReactiveFormsModule,
  ],
  templateUrl: './user-dialog.html',
  styleUrl: './user-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UserDialog {
  private readonly data = inject<UserDialogData>(MAT_DIALOG_DATA);
  private readonly ref = inject<MatDialogRef<UserDialog, string>>(MatDialogRef);
  protected readonly t = injectText(userMessages, roleMessages);
  protected readonly user = this.data.user;
  protected readonly roles = ACCOUNT_ROLES;
  protected readonly isBusy = signal(false);
  protected readonly problem = signal<string | null>(null);
  protected readonly answer = signal<UserAnswer | null>(null);
  protected readonly form = new FormGroup({
    username: requiredText(Validators.pattern(NAME)),
    displayName: requiredText(Validators.maxLength(NAME_LENGTH)),
    role: new FormControl<AccountRole>('operator', { nonNullable: true }),
    region: new FormControl('', { nonNullable: true }),
    reason: new FormControl('', { nonNullable: true }),
  });
  private readonly role = toSignal(this.form.controls.role.valueChanges, {
    initialValue: this.user?.role ?? 'operator',
  });
  private readonly region = toSignal(this.form.controls.region.valueChanges, { initialValue: this.user?.scope ?? '' });
  /** Rights of an administrator that are not there yet take a second person. */
  protected readonly takesTwo = computed(() => {
    if (this.role() !== 'administrator') return false;
    return this.user?.role !== 'administrator' || this.user.scope !== this.region();
  });
  protected readonly heading =
    this.user === null ? this.t('user.add') : this.t('user.editOf', { name: this.user.displayName });

  constructor() {
    const { user } = this;
    if (user === null) return;
    this.form.setValue({
      username: user.name,
      displayName: user.displayName,
      role: user.role,
      region: user.scope,
      reason: '',
    });
    this.form.controls.username.disable();
  }

  protected async submit(): Promise<void> {
    const { reason } = this.form.controls;
    this.form.markAllAsTouched();
    reason.setErrors(this.takesTwo() && reason.value.trim() === '' ? { missing: true } : null);
    if (this.isBusy() || this.form.invalid) return;
    this.isBusy.set(true);
    this.problem.set(null);
    const answer = await this.send();
    this.isBusy.set(false);
    if (!answer.isOk) this.problem.set(this.t(`error.${answer.failure.code}`));
    else if (answer.value.invitation === null) this.end(answer.value);
    else this.answer.set(answer.value);
  }

  protected close(): void {
    const answer = this.answer();
    if (answer === null) this.ref.close();
    else this.end(answer);
  }

  private send(): ReturnType<UserStore['create']> {
    const { username, displayName, role, region, reason } = this.form.getRawValue();
    const { user } = this;
    const because = this.takesTwo() ? reason.trim() : '';
    if (user === null)
      return this.data.store.create({ username, displayName: displayName.trim(), role, region, reason: because });
    const change: UserChange = {
      ...(displayName.trim() === user.displayName ? {} : { displayName: displayName.trim() }),
      ...(role === user.role ? {} : { role }),
      ...(region === user.scope ? {} : { region }),
      reason: because,
    };
    return this.data.store.change(user.id, change);
  }

  private end({ user, approval }: UserAnswer): void {
    const saved = this.t('user.saved', { name: user.displayName });
    this.ref.close(approval === null ? saved : `${saved} ${this.t('user.waiting')}`);
  }
}
