import { Injectable, computed, inject } from '@angular/core';
import { desaCodeOf, isTpsSubject, tpsNumberOf } from '@posko/domain';
import type { RegionLevel, RegionTree } from '@posko/domain';
import { incidentMessages, injectText, regionName } from '@posko/ui';
import { BoardStore } from './board-store';

/** Names of places, as the register in memory has them. Reads signals: for templates and computeds. */
@Injectable({ providedIn: 'root' })
export class Places {
  private readonly tree = inject(BoardStore).tree;
  private readonly t = injectText(incidentMessages);
  private readonly known = computed(() => new Map<string, string>([['', this.t('word.none')]]));

  /** `TPS 12 Darmo`, `Wonokromo`; the code where the register does not know it. */
  nameOf(code: string): string {
    const known = this.known();
    const before = known.get(code);
    if (before !== undefined) return before;
    const tree = this.tree();
    if (tree === null) return code;
    const name = this.read(tree, code);
    known.set(code, name);
    return name;
  }

  levelOf(code: string): RegionLevel | 'tps' {
    if (isTpsSubject(code)) return 'tps';
    const tree = this.tree();
    return tree?.levels[tree.indexOf(code)] ?? 'desa';
  }

  /** Where it lies, nearest first: `Wonokromo, Kota Surabaya`. */
  whereOf(code: string): string {
    const tree = this.tree();
    if (tree === null) return '';
    const path = tree.pathOf(tree.indexOf(isTpsSubject(code) ? desaCodeOf(code) : code)).slice(1);
    const near = path.filter((index) => ['kecamatan', 'kabupaten'].includes(tree.levels[index] ?? ''));
    return near.map((index) => this.named(tree, index)).join(', ');
  }

  private read(tree: RegionTree, code: string): string {
    const region = tree.indexOf(isTpsSubject(code) ? desaCodeOf(code) : code);
    if (region < 0) return code;
    const name = this.named(tree, region);
    return isTpsSubject(code) ? this.t('incident.tps', { number: String(tpsNumberOf(code)), desa: name }) : name;
  }

  private named(tree: RegionTree, index: number): string {
    return regionName(tree.nameOf(index), tree.levels[index] ?? 'desa');
  }
}
