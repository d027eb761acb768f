import type { ElementRef } from '@angular/core';
import {
  ChangeDetectionStrategy,
  Component,
  afterNextRender,
  computed,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import {
  MatAutocomplete,
  MatAutocompleteOrigin,
  MatAutocompleteTrigger,
  MatOption,
} from '@angular/material/autocomplete';
import type { MatAutocompleteSelectedEvent } from '@angular/material/autocomplete';
import { Router } from '@angular/router';
import { Icon, injectText } from '@posko/ui';
import { BoardStore } from './board-store';
import { SearchIndex } from './search-index';
import type { Find } from './search-index';
import { isSearchKey } from './search-key';

/**
 * Search from anywhere: `/` leads here, arrows choose, Enter goes there, Esc empties and leaves. Everything is found in the
 * register in memory, while typing.
 */
@Component({
  selector: 'posko-search-field',
  imports: [Icon, MatAutocomplete, MatAutocompleteOrigin, MatAutocompleteTrigger, MatOption],
  templateUrl: './search-field.html',
  styleUrl: './search-field.scss',
  host: { '(document:keydown)': 'onKey($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SearchField {
  /** The plain field that stood here before. */
  readonly waiting = input<HTMLInputElement>();
  /** What was typed there is here now, and the focus if it was there. */
  readonly replaced = output();

  private readonly router = inject(Router);
  private readonly store = inject(BoardStore);
  private readonly input = viewChild.required<ElementRef<HTMLInputElement>>('input');
  protected readonly t = injectText();
  protected readonly text = signal('');
  private readonly index = computed(() => {
    const tree = this.store.tree();
    return tree === null ? null : new SearchIndex(tree);
  });
  protected readonly isReady = computed(() => this.store.tree() !== null);
  protected readonly finds = computed<Find[]>(() => this.index()?.find(this.text()) ?? []);
  protected readonly isVain = computed(
    () => this.isReady() && this.text().trim().length >= 2 && this.finds().length === 0,
  );
  /** Read out: how many were found. */
  protected readonly summary = computed(() => {
    if (this.text().trim().length < 2) return '';
    return this.isVain() ? this.t('shell.search.none') : this.t('shell.search.found', { n: this.finds().length });
  });

  constructor() {
    afterNextRender(() => {
      this.takeOver(this.waiting());
      this.replaced.emit();
    });
  }

  protected type(event: Event): void {
    this.text.set((event.target as HTMLInputElement).value);
  }

  protected go(event: MatAutocompleteSelectedEvent): void {
    this.goTo(event.option.value as Find);
  }

  /** Enter takes the first find also where the list has not marked it yet: fingers are faster. */
  protected enter(event: Event): void {
    const [first] = this.finds();
    if (!event.defaultPrevented && first !== undefined) this.goTo(first);
  }

  private goTo(find: Find): void {
    this.leave();
    void this.router.navigate([find.kind === 'tps' ? '/tps' : '/region', find.code]);
  }

  /** Esc empties (and the list closes); once empty, it leaves. */
  protected escape(): void {
    if (this.text() === '') this.input().nativeElement.blur();
    else this.clear();
  }

  protected onKey(event: KeyboardEvent): void {
    if (!isSearchKey(event)) return;
    event.preventDefault();
    this.input().nativeElement.focus();
    this.input().nativeElement.select();
  }

  private takeOver(waiting: HTMLInputElement | undefined): void {
    if (waiting === undefined) return;
    const field = this.input().nativeElement;
    field.value = waiting.value;
    this.text.set(waiting.value);
    if (waiting.ownerDocument.activeElement !== waiting) return;
    field.focus();
    field.setSelectionRange(waiting.selectionStart, waiting.selectionEnd);
  }

  private clear(): void {
    this.text.set('');
    this.input().nativeElement.value = '';
  }

  private leave(): void {
    this.clear();
    this.input().nativeElement.blur();
  }

  protected readonly nothing = (): string => '';
}
