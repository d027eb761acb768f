import type { ElementRef } from '@angular/core';
import { ChangeDetectionStrategy, Component, computed, inject, signal, viewChild } from '@angular/core';
import { Icon, injectText } from '@posko/ui';
import { BoardStore } from './board-store';
import { isSearchKey } from './search-key';
import { SearchField } from './search-field';

/**
 * Where one searches. The field with its list is an eighth of all script, so it is fetched after the first board, at once, for it
 * must be here when the server no longer is. Until it is wanted, or a moment later, a plain field stands in, and what was typed
 * there goes over.
 */
@Component({
  selector: 'posko-search-box',
  imports: [Icon, SearchField],
  templateUrl: './search-box.html',
  styleUrl: './search-box.scss',
  host: { role: 'search', '(document:keydown)': 'onKey($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SearchBox {
  private readonly store = inject(BoardStore);
  protected readonly waiting = viewChild<ElementRef<HTMLInputElement>>('waiting');
  protected readonly t = injectText();
  protected readonly isReady = computed(() => this.store.tree() !== null);
  protected readonly isWanted = signal(false);
  protected readonly isReplaced = signal(false);

  protected onKey(event: KeyboardEvent): void {
    const waiting = this.waiting();
    if (waiting === undefined || !isSearchKey(event)) return;
    event.preventDefault();
    waiting.nativeElement.focus();
  }
}
