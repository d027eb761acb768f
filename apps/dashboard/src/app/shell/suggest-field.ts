import type { ElementRef } from '@angular/core';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Icon } from '@posko/ui';

/** One line of suggestions. */
export interface Suggestion {
  readonly key: string;
  readonly title: string;
  readonly detail: string;
  /** At the end of the line: a code, or why it was found. */
  readonly aside: string;
}

let lastId = 0;

/**
 * A field that suggests while somebody types. Enter takes the suggestion that is marked, at first the first; if there is none yet,
 * `entered` says that Enter was pressed. Arrows mark, Escape empties. What was chosen shows as chosen until it is edited.
 */
@Component({
  selector: 'posko-suggest-field',
  imports: [Icon],
  templateUrl: './suggest-field.html',
  styleUrl: './suggest-field.scss',
  host: { '[class.compact]': 'isCompact()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SuggestField {
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly text = input.required<string>();
  readonly suggestions = input.required<readonly Suggestion[]>();
  readonly isChosen = input(false);
  /** Said under the field: searching, nothing found, what is wrong. */
  readonly remark = input('');
  readonly isWrong = input(false);
  /** Beside other fields in one line: no room is kept for a remark. */
  readonly isCompact = input(false);
  readonly typed = output<string>();
  readonly chosen = output<Suggestion>();
  readonly entered = output();
  readonly pasted = output<ClipboardEvent>();
  /** A key in a field that holds a choice: the page may have a use for it. */
  readonly pressed = output<KeyboardEvent>();

  private readonly input = viewChild.required<ElementRef<HTMLInputElement>>('input');
  protected readonly id = `posko-suggest-${++lastId}`;
  private readonly hasFocus = signal(false);
  private readonly marked = signal(0);
  protected readonly isOpen = computed(() => this.hasFocus() && !this.isChosen() && this.suggestions().length > 0);
  protected readonly active = computed(() => Math.min(this.marked(), this.suggestions().length - 1));

  constructor() {
    effect(() => {
      this.text();
      untracked(() => this.marked.set(0));
    });
  }

  focus(): void {
    this.input().nativeElement.focus();
    this.input().nativeElement.select();
  }

  protected type(event: Event): void {
    this.typed.emit((event.target as HTMLInputElement).value);
  }

  protected look(isFocused: boolean): void {
    this.hasFocus.set(isFocused);
  }

  protected onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.isChosen() && event.key !== 'Enter' && event.key !== 'Escape') this.pressed.emit(event);
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault();
        return this.mark(event.key === 'ArrowDown' ? 1 : -1);
      case 'Enter':
        event.preventDefault();
        return this.enter();
      case 'Escape':
        event.preventDefault();
        return this.typed.emit('');
      default:
        return undefined;
    }
  }

  /** Before the field loses the focus to the list. */
  protected take(event: Event, suggestion: Suggestion): void {
    event.preventDefault();
    this.chosen.emit(suggestion);
  }

  private mark(step: 1 | -1): void {
    const { length } = this.suggestions();
    if (length > 0) this.marked.set((this.active() + step + length) % length);
  }

  private enter(): void {
    const suggestion = this.isChosen() ? undefined : this.suggestions()[this.active()];
    if (suggestion === undefined) this.entered.emit();
    else this.chosen.emit(suggestion);
  }
}
