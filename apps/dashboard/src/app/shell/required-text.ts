import { FormControl, Validators } from '@angular/forms';
import type { ValidatorFn } from '@angular/forms';

/** A text that has to be given. */
export function requiredText(...also: readonly ValidatorFn[]): FormControl<string> {
  const required: ValidatorFn = (control) => Validators.required(control);
  return new FormControl('', { nonNullable: true, validators: [required, ...also] });
}
