import type { ElementRef } from '@angular/core';
import { ChangeDetectionStrategy, Component, computed, effect, input, output, signal, viewChild } from '@angular/core';
import { Icon, formMessages, injectText, verifyMessages } from '@posko/ui';
import { digitsOf } from '../shell/form-figures';
import type { FormBlock } from '../shell/form-layout';
import { fieldName } from '../shell/form-layout';
import type { Source } from './verify-case';
import type { Difference } from './verify-store';

/** What was taken: a source's figure. */
export interface Taken {
  readonly source: number;
  readonly index: number;
}

/** The figures on which readings differ, side by side; one is taken, or another one typed. */
@Component({
  selector: 'posko-verify-differences',
  imports: [Icon],
  templateUrl: './verify-differences.html',
  styleUrl: './verify-differences.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VerifyDifferences {
  readonly layout = input.required<readonly FormBlock[]>();
  readonly sources = input.required<readonly Source[]>();
  readonly differences = input.required<readonly Difference[]>();
  readonly cursor = input.required<number>();
  readonly canTake = input.required<boolean>();
  readonly taken = output<Taken>();
  readonly chosen = output<{ readonly path: string; readonly text: string }>();
  readonly went = output<number>();

  protected readonly t = injectText(verifyMessages, formMessages);
  private readonly otherInput = viewChild<ElementRef<HTMLInputElement>>('other');
  /** Field for which another figure is being typed. */
  protected readonly typing = signal<string | null>(null);
  protected readonly heads = computed(() =>
    this.sources().map(({ key, by, source }, index) => ({
      key,
      number: index + 1,
      name: by ?? this.t('verify.settled'),
      source: source === null ? '' : this.t(`verify.source.${source}`),
    })),
  );
  protected readonly lines = computed(() =>
    this.differences().map(({ path, values, chosen }, index) => ({
      path,
      name: fieldName(this.layout(), path, this.t),
      isCurrent: index === this.cursor(),
      isOpen: chosen === null,
      chosen: chosen === '' ? this.t('verify.blank') : (chosen ?? ''),
      cells: values.map((value, source) => ({
        source,
        text: value === '' ? this.t('verify.blank') : value,
        isTaken: chosen === value,
      })),
    })),
  );
  protected readonly open = computed(() => this.lines().filter(({ isOpen }) => isOpen).length);

  constructor() {
    effect(() => this.otherInput()?.nativeElement.focus());
  }

  /** Another figure than anybody read, for the field at the cursor. */
  typeOther(): void {
    if (this.canTake()) this.typing.set(this.differences()[this.cursor()]?.path ?? null);
  }

  protected typeAt(index: number): void {
    this.went.emit(index);
    if (this.canTake()) this.typing.set(this.differences()[index]?.path ?? null);
  }

  protected type(event: Event): void {
    const field = event.target as HTMLInputElement;
    field.value = digitsOf(field.value);
  }

  protected onKey(event: KeyboardEvent, path: string): void {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Enter') this.chosen.emit({ path, text: (event.target as HTMLInputElement).value });
    this.typing.set(null);
  }

  protected labelOf(field: string, source: number, text: string): string {
    return this.t('verify.take', { name: this.heads()[source]?.name ?? '', field, value: text });
  }
}
