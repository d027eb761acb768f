import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal } from '@angular/core';
import type { OnInit } from '@angular/core';
import type { FormControl, ValidatorFn } from '@angular/forms';
import { ReactiveFormsModule } from '@angular/forms';
import { MatAutocomplete, MatAutocompleteTrigger, MatOption } from '@angular/material/autocomplete';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { injectText } from '@posko/ui';
import { BoardStore } from './board-store';
import { PlaceOptions } from './place-options';
import type { PlaceKind } from './place-options';

/** A region (or TPS) of the register, chosen while typing its name or code. The control's value is the code. */
@Component({
  selector: 'posko-place-field',
  imports: [
    MatAutocomplete,
    MatAutocompleteTrigger,
    MatError,
    MatFormField,
    MatInput,
    MatLabel,
    MatOption,
    ReactiveFormsModule,
  ],
  templateUrl: './place-field.html',
  styleUrl: './place-field.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlaceField implements OnInit {
  readonly control = input.required<FormControl<string>>();
  readonly label = input.required<string>();
  /** What is wrong, where what was typed is no place of the register. */
  readonly error = input.required<string>();
  readonly kind = input<PlaceKind>('region');

  private readonly store = inject(BoardStore);
  protected readonly t = injectText();
  protected readonly text = signal('');
  private readonly options = computed(() => {
    const tree = this.store.tree();
    return tree === null ? null : new PlaceOptions(tree, this.kind());
  });
  protected readonly finds = computed(() => this.options()?.find(this.text()) ?? []);
  protected readonly show = (code: string | null): string => this.options()?.nameOf(code ?? '') ?? code ?? '';
  private readonly isPlace: ValidatorFn = ({ value }) =>
    this.options()?.has(String(value)) === true ? null : { place: true };

  constructor() {
    // The register may come after the form: then the code that stands there gets its name.
    effect(() => {
      this.options();
      const control = this.control();
      control.setValue(control.value);
    });
  }

  ngOnInit(): void {
    this.control().addValidators(this.isPlace);
    this.control().updateValueAndValidity();
  }

  /** Only what was typed narrows the list; a choice made before is no question. */
  protected type(event: Event): void {
    this.text.set((event.target as HTMLInputElement).value);
  }
}
