/** Something to give room to: how much, and where it lies. `x` grows to the right, `y` downwards. */
export interface Placed {
  readonly weight: number;
  readonly x: number;
  readonly y: number;
}

/** A rectangle in whole pixels. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How a set is divided: an item, or two sets beside (`isWide`) or above one another. */
export type Division = number | { readonly isWide: boolean; readonly near: Division; readonly far: Division };

/** Sets above this size are halved in the first way that offers itself; trying others would take too long. */
const LARGE_SET = 8;
/** Ways tried along the longer and along the shorter side. */
const TRIES = { large: { long: 2, short: 1 }, small: { long: 3, short: 2 } } as const;
/** No part smaller than this share, unless there is no other way: such a part would be a sliver. */
const LEAST_SHARE = 0.2;
/** Blocks are best a little wider than high, because their names are written across. */
const BEST_ASPECT = 1.25;

/**
 * Plans how to divide a rectangle among places so that each can have an area in proportion to its weight and lies roughly where it
 * belongs: the set is cut in two, in order of position along one side, again and again. Of the cuts that leave parts of similar
 * weight the plan takes those that give the squarest blocks.
 */
export function planDivision(items: readonly Placed[], size: { width: number; height: number }): Division {
  if (items.length === 0) throw new RangeError('There is nothing to divide');
  const indices = items.map((_, index) => index);
  return plan(items, indices, size).division;
}

interface Plan {
  readonly division: Division;
  /** How far its blocks are from the best shape, summed. */
  readonly cost: number;
}

function plan(items: readonly Placed[], indices: readonly number[], size: { width: number; height: number }): Plan {
  const [only = 0] = indices;
  if (indices.length === 1) return { division: only, cost: shapeCost(size) };
  let best: Plan | null = null;
  for (const { isWide, at, share, sorted } of cuts(items, indices, size)) {
    const [near, far] = isWide
      ? [
          { ...size, width: size.width * share },
          { ...size, width: size.width * (1 - share) },
        ]
      : [
          { ...size, height: size.height * share },
          { ...size, height: size.height * (1 - share) },
        ];
    const first = plan(items, sorted.slice(0, at), near);
    if (best !== null && first.cost >= best.cost) continue;
    const second = plan(items, sorted.slice(at), far);
    const cost = first.cost + second.cost;
    if (best === null || cost < best.cost) {
      best = { division: { isWide, near: first.division, far: second.division }, cost };
    }
  }
  if (best === null) throw new RangeError('A set of several items has a cut');
  return best;
}

function shapeCost({ width, height }: { width: number; height: number }): number {
  const off = Math.log(width / Math.max(1e-9, height) / BEST_ASPECT);
  return off * off;
}

interface Cut {
  readonly isWide: boolean;
  readonly at: number;
  readonly share: number;
  readonly sorted: readonly number[];
}

/** The ways of cutting a set that are worth trying, the most even first. */
function cuts(items: readonly Placed[], indices: readonly number[], size: { width: number; height: number }): Cut[] {
  const isLong = size.width >= size.height;
  const tries = indices.length > LARGE_SET ? TRIES.large : TRIES.small;
  return [
    ...cutsAlong(items, indices, isLong).slice(0, tries.long),
    ...cutsAlong(items, indices, !isLong).slice(0, tries.short),
  ];
}

function cutsAlong(items: readonly Placed[], indices: readonly number[], isWide: boolean): Cut[] {
  const along = (index: number): number => (isWide ? items[index]?.x : items[index]?.y) ?? 0;
  const sorted = indices.toSorted((a, b) => along(a) - along(b) || a - b);
  const total = sorted.reduce((sum, index) => sum + (items[index]?.weight ?? 0), 0);
  const found: Cut[] = [];
  let sum = 0;
  for (let at = 1; at < sorted.length; at++) {
    sum += items[sorted[at - 1] ?? 0]?.weight ?? 0;
    found.push({ isWide, at, share: total > 0 ? sum / total : at / sorted.length, sorted });
  }
  const evenFirst = found.sort((a, b) => Math.abs(a.share - 0.5) - Math.abs(b.share - 0.5));
  const even = evenFirst.filter(({ share }) => Math.min(share, 1 - share) >= LEAST_SHARE);
  return even.length > 0 ? even : evenFirst.slice(0, 1);
}

/**
 * Divides a rectangle as planned, by weight; edges are whole pixels. Answers in the order of `weights`. Throws where there are more
 * items than pixels to divide.
 */
export function divide(division: Division, weights: readonly number[], within: Rect): Rect[] {
  const rects = new Array<Rect>(weights.length);
  place(division, within);
  return rects;

  function place(part: Division, rect: Rect): void {
    if (typeof part === 'number') {
      rects[part] = rect;
      return;
    }
    const [nearWeight, farWeight] = [weightOf(part.near, weights), weightOf(part.far, weights)];
    const share = nearWeight + farWeight > 0 ? nearWeight / (nearWeight + farWeight) : 0.5;
    const [near, far] = cut(rect, part.isWide, { share, nearItems: countOf(part.near), farItems: countOf(part.far) });
    place(part.near, near);
    place(part.far, far);
  }
}

function weightOf(part: Division, weights: readonly number[]): number {
  return typeof part === 'number' ? (weights[part] ?? 0) : weightOf(part.near, weights) + weightOf(part.far, weights);
}

function countOf(part: Division): number {
  return typeof part === 'number' ? 1 : countOf(part.near) + countOf(part.far);
}

/** Cuts a rectangle in two; each part keeps at least as many pixels as its items need. */
function cut(rect: Rect, isWide: boolean, parts: { share: number; nearItems: number; farItems: number }): [Rect, Rect] {
  const length = isWide ? rect.width : rect.height;
  const across = Math.max(1, isWide ? rect.height : rect.width);
  const least = Math.ceil(parts.nearItems / across);
  const most = length - Math.ceil(parts.farItems / across);
  if (least > most) throw new RangeError(`Too many regions for ${rect.width} x ${rect.height} pixels`);
  const near = Math.min(most, Math.max(least, Math.round(length * parts.share)));
  return isWide
    ? [
        { ...rect, width: near },
        { ...rect, x: rect.x + near, width: length - near },
      ]
    : [
        { ...rect, height: near },
        { ...rect, y: rect.y + near, height: length - near },
      ];
}
