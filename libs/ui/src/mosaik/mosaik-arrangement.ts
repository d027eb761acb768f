import type { RegionTree } from '@posko/domain';
import { CENTROIDS } from './centroid';
import { MosaikLayout } from './mosaik-layout';
import type { BlockSource, MosaikFrame } from './mosaik-layout';

/** Blocks of a region: the regions one tier below it, or itself where there are none. */
export function blockSources(tree: RegionTree, region: number): BlockSource[] {
  const children = tree.children(region).filter((child) => (tree.count[child] ?? 0) > 0);
  const regions = children.length > 0 ? children : [region];
  const isPlaced = regions.every((child) => CENTROIDS[tree.codeOf(child)] !== undefined);
  return regions.map((child, nth) => {
    const [lon, lat] = (isPlaced ? CENTROIDS[tree.codeOf(child)] : undefined) ?? [nth, -nth];
    const weight = tree.count[child] ?? 0;
    return { region: child, weight, x: lon, y: -lat, groups: Math.max(1, tree.children(child).length) };
  });
}

/** The mosaik of a region. Indices of its TPS count from the region's first position in the register. */
export function arrange(tree: RegionTree, region: number, frame: MosaikFrame): MosaikLayout {
  return new MosaikLayout(blockSources(tree, region), frame);
}
