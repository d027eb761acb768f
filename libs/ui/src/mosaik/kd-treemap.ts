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

/**
 * Divides a rectangle among places so that each has an area in proportion to its weight and lies roughly where it belongs:
 * the set is halved by weight across the longer side, in order of position along it, again and again. Edges are whole pixels.
 * Answers in the order of `items`. Throws where there are more items than pixels to divide.
 */
export function kdTreemap(items: readonly Placed[], within: Rect): Rect[] {
  const rects = new Array<Rect>(items.length);
  divide(
    items.map((_, index) => index),
    within,
  );
  return rects;

  function divide(indices: number[], rect: Rect): void {
    const [only] = indices;
    if (only === undefined) return;
    if (indices.length === 1) {
      rects[only] = rect;
      return;
    }
    const isWide = rect.width >= rect.height;
    const along = (index: number): number => (isWide ? items[index]?.x : items[index]?.y) ?? 0;
    const sorted = indices.toSorted((a, b) => along(a) - along(b) || a - b);
    const weights = sorted.map((index) => items[index]?.weight ?? 0);
    const { at, share } = halve(weights);
    const [near, far] = cut(rect, isWide, { share, nearItems: at, farItems: sorted.length - at });
    divide(sorted.slice(0, at), near);
    divide(sorted.slice(at), far);
  }
}

/** Where a row of weights falls into two most equal parts, and the first part's share. */
function halve(weights: readonly number[]): { at: number; share: number } {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let best = { at: 1, share: 0.5, off: Infinity };
  let sum = 0;
  for (let at = 1; at < weights.length; at++) {
    sum += weights[at - 1] ?? 0;
    const share = total > 0 ? sum / total : at / weights.length;
    const off = Math.abs(share - 0.5);
    if (off < best.off) best = { at, share, off };
  }
  return best;
}

interface Cut {
  readonly share: number;
  readonly nearItems: number;
  readonly farItems: number;
}

/** Cuts a rectangle across its longer side; each part keeps at least as many pixels along it as its items may need. */
function cut(rect: Rect, isWide: boolean, { share, nearItems, farItems }: Cut): [Rect, Rect] {
  const length = isWide ? rect.width : rect.height;
  const across = isWide ? rect.height : rect.width;
  const least = Math.ceil(nearItems / Math.max(1, across));
  const most = length - Math.ceil(farItems / Math.max(1, across));
  if (least > most) throw new RangeError(`${nearItems + farItems} regions do not fit ${rect.width} x ${rect.height} pixels`);
  const near = Math.min(most, Math.max(least, Math.round(length * share)));
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
