import { computed, inject } from '@angular/core';
import type { Signal } from '@angular/core';
import { scopeIndex } from '@posko/domain';
import { regionName } from '@posko/ui';
import { BoardStore } from './board-store';
import { SessionStore } from './session-store';

export interface RegionChoice {
  readonly code: string;
  readonly name: string;
}

/** Regions to look at: the whole scope of the person first, then what lies one tier down. Empty until the register is there. */
export function injectRegionChoices(): Signal<readonly RegionChoice[]> {
  const board = inject(BoardStore);
  const session = inject(SessionStore);
  return computed(() => {
    const [tree, person] = [board.tree(), session.person()];
    const root = tree === null || person === null ? -1 : scopeIndex(tree, person.scope);
    if (tree === null || root < 0) return [];
    return [root, ...tree.children(root)].map((index) => {
      const { code, name, level } = tree.refOf(index);
      return { code, name: regionName(name, level) };
    });
  });
}
