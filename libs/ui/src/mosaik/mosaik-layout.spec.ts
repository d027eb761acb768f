import fc from 'fast-check';
import { CENTROIDS } from './centroid';
import { divide, planDivision } from './kd-treemap';
import type { Placed, Rect } from './kd-treemap';
import { MosaikLayout } from './mosaik-layout';
import type { BlockSource, MosaikFrame } from './mosaik-layout';

const frame: MosaikFrame = { width: 900, height: 860, head: 15, gutter: 3, largestCell: 40 };

/** TPS of the regencies of Jawa Timur at the Pilkada of 2024 (KPU, Sirekap), in code order. */
const JATIM = [
  1004, 1519, 1115, 1630, 1764, 2348, 4042, 1650, 4046, 2732, 1202, 1030, 1739, 2338, 2733, 1618, 1942, 1617, 1142,
  1033, 1374, 2120, 1867, 2073, 1868, 1473, 1344, 1270, 1971, 405, 213, 1188, 328, 280, 192, 275, 3964, 302,
];

function jatim(): BlockSource[] {
  return Object.values(CENTROIDS).map(([lon, lat], index) => {
    const weight = JATIM[index] ?? 0;
    return { region: index, weight, x: lon, y: -lat, groups: Math.max(3, Math.round(weight / 90)) };
  });
}

function doOverlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function anyOverlap(rects: readonly Rect[]): boolean {
  return rects.some((a, index) => rects.slice(index + 1).some((b) => doOverlap(a, b)));
}

function kdTreemap(items: readonly Placed[], within: Rect): Rect[] {
  const weights = items.map((item) => item.weight);
  return divide(planDivision(items, within), weights, within);
}

const placed = fc.record({
  weight: fc.integer({ min: 1, max: 5000 }),
  x: fc.double({ min: 95, max: 141, noNaN: true }),
  y: fc.double({ min: -6, max: 11, noNaN: true }),
});

describe('kd-treemap', () => {
  it('covers the rectangle without a gap or an overlap', () => {
    fc.assert(
      fc.property(fc.array(placed, { minLength: 1, maxLength: 60 }), (items) => {
        const within = { x: 7, y: 11, width: 640, height: 480 };
        const rects = kdTreemap(items, within);
        expect(rects.reduce((sum, rect) => sum + rect.width * rect.height, 0)).toBe(640 * 480);
        expect(anyOverlap(rects)).toBe(false);
      }),
    );
  });

  it('gives area in proportion to weight, up to the rounding of edges', () => {
    const items = jatim();
    const rects = kdTreemap(items, { x: 0, y: 0, width: 2000, height: 2000 });
    const total = JATIM.reduce((sum, count) => sum + count, 0);
    rects.forEach((rect, index) => {
      const share = (rect.width * rect.height) / 4e6;
      expect(share / ((JATIM[index] ?? 0) / total)).toBeCloseTo(1, 1);
    });
  });

  it('refuses what no pixel is left for', () => {
    const items = Array.from({ length: 5 }, () => ({ weight: 1, x: 0, y: 0 }));
    expect(() => kdTreemap(items, { x: 0, y: 0, width: 2, height: 2 })).toThrow(RangeError);
    expect(() => planDivision([], { width: 2, height: 2 })).toThrow(RangeError);
  });

  it('makes no slivers of small regions beside large ones', () => {
    const rects = kdTreemap(jatim(), { x: 0, y: 0, width: 900, height: 860 });
    for (const { width, height } of rects) expect(Math.max(width / height, height / width)).toBeLessThan(4);
  });
});

describe('mosaik of Jawa Timur', () => {
  const layout = new MosaikLayout(jatim(), frame);

  it('has one cell for each of 60,751 TPS, none twice, and finds each again', () => {
    expect(layout.size).toBe(60_751);
    expect(layout.perCell).toBe(1);
    const taken = new Set<number>();
    for (let index = 0; index < layout.size; index++) {
      const { x, y, width, height } = layout.cellOf(index);
      taken.add(y * frame.width + x);
      if (layout.indexAt(x, y) !== index) throw new Error(`cell of ${index} belongs to ${layout.indexAt(x, y)}`);
      if (layout.indexAt(x + width - 1, y + height - 1) !== index) throw new Error('far corner');
    }
    expect(taken.size).toBe(60_751);
  });

  it('uses its area well', () => {
    const used = layout.size * layout.pitch ** 2;
    expect(used / (frame.width * frame.height)).toBeGreaterThan(0.8);
  });

  it('keeps blocks apart, inside the frame, and no TPS in a head', () => {
    expect(anyOverlap(layout.blocks.map((block) => block.rect))).toBe(false);
    for (const { rect, gridY } of layout.blocks) {
      expect(rect.x + rect.width).toBeLessThanOrEqual(frame.width);
      expect(rect.y + rect.height).toBeLessThanOrEqual(frame.height);
      expect(gridY).toBe(rect.y + frame.head);
    }
  });

  it('lies roughly as the regencies lie', () => {
    const middle = (code: string): readonly [number, number] => {
      const { rect } = layout.blocks[Object.keys(CENTROIDS).indexOf(code)] ?? {
        rect: { x: 0, y: 0, width: 0, height: 0 },
      };
      return [rect.x + rect.width / 2, rect.y + rect.height / 2];
    };
    const [pacitan, banyuwangi, tuban, sumenep] = ['3501', '3510', '3523', '3529'].map(middle);
    expect(pacitan?.[0]).toBeLessThan(banyuwangi?.[0] ?? 0);
    expect(tuban?.[1]).toBeLessThan(pacitan?.[1] ?? 0);
    expect(sumenep?.[1]).toBeLessThan(banyuwangi?.[1] ?? 0);
    expect(sumenep?.[0]).toBeGreaterThan(tuban?.[0] ?? 0);
  });

  it('is walked with four directions from anywhere to anywhere', () => {
    fc.assert(
      fc.property(
        fc.nat(layout.size - 1),
        fc.constantFrom([1, 0], [-1, 0], [0, 1], [0, -1]),
        (index, [dx = 0, dy = 0]) => {
          const next = layout.neighbour(index, dx, dy);
          const { x, y } = layout.cellOf(index);
          const { x: nextX, y: nextY } = layout.cellOf(next);
          if (next === index) return;
          expect(Math.sign(nextX - x) * dx).toBeGreaterThanOrEqual(0);
          expect(Math.sign(nextY - y) * dy).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe('mosaik of anything', () => {
  const sources = fc
    .array(placed, { minLength: 1, maxLength: 45 })
    .map((items) => items.map((item, region): BlockSource => ({ ...item, region, groups: 1 + (item.weight % 20) })));

  it('finds every TPS again where it put it', () => {
    const frames = fc.record({
      width: fc.integer({ min: 340, max: 1400 }),
      height: fc.integer({ min: 340, max: 1000 }),
    });
    fc.assert(
      fc.property(sources, frames, fc.nat(), (blocks, size, seed) => {
        const layout = new MosaikLayout(blocks, { ...frame, ...size });
        for (let n = 0; n < 50; n++) {
          const index = (seed + n * 7919) % layout.size;
          const { x, y } = layout.cellOf(index);
          const first = layout.indexAt(x, y);
          expect(index - first).toBeGreaterThanOrEqual(0);
          expect(index - first).toBeLessThan(layout.perCell);
          expect(layout.blocks[layout.blockAt(x, y)]).toBe(layout.blocks[layout.blockOf(index)]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('holds the nation: 823,236 TPS in 38 provinces share cells, neighbours with neighbours', () => {
    const weights = [140_457, 120_666, 115_742, ...Array.from({ length: 35 }, () => 12_753)];
    weights[37] = 823_236 - weights.slice(0, 37).reduce((sum, count) => sum + count, 0);
    const nation = weights.map((weight, region): BlockSource => ({ region, weight, x: region, y: region, groups: 20 }));
    const layout = new MosaikLayout(nation, frame);
    expect(layout.size).toBe(823_236);
    expect(layout.perCell).toBeGreaterThan(1);
    const last = layout.size - 1;
    const { x, y } = layout.cellOf(last);
    expect(last - layout.indexAt(x, y)).toBeLessThan(layout.perCell);
  });

  it('does not blow up few TPS into boulders', () => {
    const layout = new MosaikLayout([{ region: 0, weight: 7, x: 0, y: 0, groups: 1 }], frame);
    expect(layout.pitch).toBe(40);
  });

  it('is empty where there is nothing or no room', () => {
    expect(new MosaikLayout([], frame).indexAt(5, 5)).toBe(-1);
    expect(new MosaikLayout([], frame).blockAt(5, 5)).toBe(-1);
    expect(() => new MosaikLayout([], frame).cellOf(0)).toThrow(RangeError);
  });
});
