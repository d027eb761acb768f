import { ChangeDetectionStrategy, Component, ElementRef, computed, inject, input, output } from '@angular/core';
import type { FieldPath } from '@posko/domain';
import { Icon, formMessages, injectText, ruleMessages } from '@posko/ui';
import type { RuleReader } from '@posko/ui';
import type { FormTexts } from './form-figures';
import { digitsOf } from './form-figures';
import type { FormBlock } from './form-layout';
import { fieldsOf } from './form-layout';
import type { ShownFinding } from './form-view';
import { formView, wholeNotes } from './form-view';

/** What was typed, and where. */
export interface TypedFigure {
  readonly path: FieldPath;
  readonly text: string;
}

const NOTHING: ReadonlySet<FieldPath> = new Set();

/**
 * A C.Hasil as it looks on paper: to be typed by keyboard alone, or to be looked at. Enter goes on to the next field, Shift+Enter
 * back, arrows to the row above and below. Whatever stands on the paper can be typed: the rules speak, they stop nobody.
 */
@Component({
  selector: 'posko-form-sheet',
  imports: [Icon],
  templateUrl: './form-sheet.html',
  styleUrl: './form-sheet.scss',
  host: { '[class.large]': 'isLarge()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FormSheet {
  readonly layout = input.required<readonly FormBlock[]>();
  readonly texts = input.required<FormTexts>();
  readonly findings = input.required<readonly ShownFinding[]>();
  readonly reader = input.required<RuleReader>();
  readonly isEditable = input(false);
  /** For a thumb. */
  readonly isLarge = input(false);
  /** Fields to be looked at, such as those on which readings differ. */
  readonly marked = input<ReadonlySet<FieldPath>>(NOTHING);
  readonly typed = output<TypedFigure>();
  readonly left = output<FieldPath>();
  /** Enter in the last field. */
  readonly finished = output();

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly t = injectText(formMessages, ruleMessages);
  private readonly state = computed(() => ({
    layout: this.layout(),
    texts: this.texts(),
    findings: this.findings(),
    marked: this.marked(),
    reader: this.reader(),
  }));
  private readonly blocks = computed(() => formView(this.state(), this.t));
  /** As the paper lies: who voted on one page, what they voted on the other. */
  protected readonly pages = computed(() => [
    this.blocks().filter(({ name }) => name !== 'votes'),
    this.blocks().filter(({ name }) => name === 'votes'),
  ]);
  protected readonly whole = computed(() => wholeNotes(this.state(), this.t));

  /** Goes to a field, by default the first. */
  focus(path = fieldsOf(this.layout())[0]): void {
    const field = this.fields().find((one) => one.dataset['path'] === path);
    field?.focus();
    field?.select();
  }

  protected type(path: FieldPath, event: Event): void {
    const field = event.target as HTMLInputElement;
    const text = digitsOf(field.value);
    // The field shows what is kept, also where the figure is the same as before.
    if (field.value !== text) field.value = text;
    this.typed.emit({ path, text });
  }

  protected select(event: Event): void {
    (event.target as HTMLInputElement).select();
  }

  protected onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const field = event.target as HTMLInputElement;
    const to = this.targetOf(event, field);
    if (to === null) return;
    event.preventDefault();
    if (to === undefined) {
      if (event.key === 'Enter' && !event.shiftKey) this.finished.emit();
      return;
    }
    to.focus();
  }

  /** The field that a key leads to; undefined beyond the form, null where the key is none of ours. */
  private targetOf({ key, shiftKey }: KeyboardEvent, field: HTMLInputElement): HTMLInputElement | undefined | null {
    const fields = this.fields();
    switch (key) {
      case 'Enter':
        return fields[fields.indexOf(field) + (shiftKey ? -1 : 1)];
      case 'ArrowDown':
        return this.below(field, 1);
      case 'ArrowUp':
        return this.below(field, -1);
      default:
        return null;
    }
  }

  private below(field: HTMLInputElement, step: 1 | -1): HTMLInputElement | undefined {
    const rows = this.layout().flatMap(({ rows: all }) => all);
    const at = rows.findIndex(({ fields }) => fields.includes(field.dataset['path'] ?? ''));
    const column = rows[at]?.fields.indexOf(field.dataset['path'] ?? '') ?? 0;
    const next = rows[at + step]?.fields;
    const path = next?.[Math.min(column, next.length - 1)];
    return this.fields().find((one) => one.dataset['path'] === path);
  }

  private fields(): HTMLInputElement[] {
    return [...this.element.querySelectorAll<HTMLInputElement>('input[data-path]')];
  }
}
