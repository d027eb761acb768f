import type { RegionTree } from '@posko/domain';
import { regionName } from '@posko/ui';
import { SearchIndex } from './search-index';
import type { Find } from './search-index';

export type PlaceKind = 'region' | 'any';

/** Places to choose from while somebody types: regions, or TPS as well. Before anything is typed, the root and what lies below it. */
export class PlaceOptions {
  private readonly index: SearchIndex;

  constructor(
    private readonly tree: RegionTree,
    private readonly kind: PlaceKind,
  ) {
    this.index = new SearchIndex(tree);
  }

  find(text: string): Find[] {
    if (text.trim() === '') return this.first();
    const finds = this.index.find(text);
    return this.kind === 'any' ? finds : finds.filter(({ kind }) => kind === 'region');
  }

  /** True where the register has this place. */
  has(code: string): boolean {
    return this.tree.indexOf(code) >= 0 || (this.kind === 'any' && this.tree.positionOf(code) >= 0);
  }

  /** A place as it is shown once chosen: `Kota Surabaya (3578)`. Other text stays as typed. */
  nameOf(code: string): string {
    const index = this.tree.indexOf(code);
    if (index >= 0) return `${regionName(this.tree.nameOf(index), this.tree.levels[index] ?? 'desa')} (${code})`;
    const [find] = this.has(code) ? this.index.find(code) : [];
    return find === undefined ? code : `${find.label}, ${find.place} (${code})`;
  }

  private first(): Find[] {
    if (this.tree.regionCount === 0) return [];
    return [0, ...this.tree.children(0)].flatMap((at) => this.index.find(this.tree.codeOf(at)).slice(0, 1));
  }
}
