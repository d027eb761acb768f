import type { ElementRef } from '@angular/core';
import { ChangeDetectionStrategy, Component, computed, inject, signal, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon, frameIcons, frameMessages, injectText, regionName, roleMessages } from '@posko/ui';
import { BoardStore } from './board-store';
import { hidePopover } from './popover';
import { SessionStore } from './session-store';

/** Who is signed in, as what and for where; the own account and the ways out. */
@Component({
  selector: 'posko-person-menu',
  imports: [Icon, RouterLink],
  templateUrl: './person-menu.html',
  styleUrl: './person-menu.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PersonMenu {
  protected readonly session = inject(SessionStore);
  private readonly board = inject(BoardStore);
  private readonly card = viewChild<ElementRef<HTMLElement>>('card');
  protected readonly t = injectText(frameMessages, roleMessages);
  protected readonly icons = frameIcons;
  protected readonly isLeaving = signal(false);
  protected readonly hasFailed = signal(false);
  /** The board is that of the scope: its root is called by name. */
  protected readonly scope = computed(() => {
    const code = this.session.person()?.scope ?? '';
    const tree = this.board.tree();
    if (tree === null || tree.regionCount === 0) return code;
    const name = regionName(tree.nameOf(0), tree.levels[0] ?? 'provinsi');
    return tree.codeOf(0) === code ? `${name} (${code})` : name;
  });

  protected close(): void {
    hidePopover(this.card()?.nativeElement);
  }

  protected async signOut(isEverywhere: boolean): Promise<void> {
    this.isLeaving.set(true);
    const failure = await this.session.signOut(isEverywhere);
    this.isLeaving.set(false);
    this.hasFailed.set(failure !== null);
  }
}
