import { ChangeDetectionStrategy, Component, ElementRef, inject, input, model, signal } from '@angular/core';
import type { FormControl } from '@angular/forms';
import { ReactiveFormsModule } from '@angular/forms';
import { MatIconButton } from '@angular/material/button';
import { MatError, MatFormField, MatHint, MatLabel, MatSuffix } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Icon, injectText, sessionIcons, sessionMessages } from '@posko/ui';

/** A password to type: can be looked at, and says when Caps Lock is on. */
@Component({
  selector: 'posko-password-field',
  imports: [Icon, MatError, MatFormField, MatHint, MatIconButton, MatInput, MatLabel, MatSuffix, ReactiveFormsModule],
  templateUrl: './password-field.html',
  styleUrl: './password-field.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PasswordField {
  readonly control = input.required<FormControl<string>>();
  readonly label = input.required<string>();
  readonly name = input('password');
  readonly autocomplete = input<'current-password' | 'new-password'>('current-password');
  readonly hint = input('');
  /** What is wrong, shown once the control has been touched and is invalid. */
  readonly error = input('');
  readonly isShown = model(false);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly t = injectText(sessionMessages);
  protected readonly icons = sessionIcons;
  protected readonly isCaps = signal(false);

  focus(): void {
    this.element.nativeElement.querySelector('input')?.focus();
  }

  /** Some keyboards of telephones send events that know of no modifiers. */
  protected look(event: KeyboardEvent): void {
    this.isCaps.set(typeof event.getModifierState === 'function' && event.getModifierState('CapsLock'));
  }
}
