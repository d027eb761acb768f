import { Board, RegionTree, markBit } from '@posko/domain';
import { MosaikCells, allTiles, paintCells } from './mosaik-cells';
import { MosaikLayout } from './mosaik-layout';
import { LOOKS, lookOf, tilesOf } from './mosaik-look';
import type { MosaikPalette } from './mosaik-look';

const palette: MosaikPalette = { stages: [1, 2, 3, 4, 5, 6, 7, 8, 9], warn: 100, alarm: 200, ground: 0 };
const frame = { width: 120, height: 100, head: 10, gutter: 2, largestCell: 12 };

function small(): { board: Board; layout: MosaikLayout } {
  const tree = new RegionTree([
    ['35', 'JAWA TIMUR', 60],
    ['3501', 'A', 60],
    ['350101', 'A', 60],
    ['3501011001', 'A', 40],
    ['3501011002', 'B', 20],
  ]);
  const layout = new MosaikLayout(
    [
      { region: 3, weight: 40, x: 0, y: 0, groups: 1 },
      { region: 4, weight: 20, x: 1, y: 0, groups: 1 },
    ],
    frame,
  );
  return { board: new Board(tree), layout };
}

describe('cells of a mosaik', () => {
  it('name exactly those that changed', () => {
    const { board, layout } = small();
    const cells = new MosaikCells(layout, 0);
    const changed = new Int32Array(60);
    expect(cells.update(board, changed)).toBe(60);
    expect(cells.update(board, changed)).toBe(0);
    board.set(7, 3, 0);
    board.set(45, 0, markBit('overdue'));
    expect(cells.update(board, changed)).toBe(2);
    expect([...changed.subarray(0, 2)].map((cell) => cells.first[cell])).toEqual([7, 45]);
    expect(cells.looks[changed[1] ?? 0]).toBe(lookOf(0, 1));
  });

  it('pass over a change that cannot be seen', () => {
    const { board, layout } = small();
    const cells = new MosaikCells(layout, 0);
    const changed = new Int32Array(60);
    cells.update(board, changed);
    board.set(7, 0, markBit('psu'));
    expect(cells.update(board, changed)).toBe(0);
  });

  it('are painted where the layout puts them and nowhere else', () => {
    const { board, layout } = small();
    board.set(7, 4, 0);
    const cells = new MosaikCells(layout, 0);
    cells.update(board, new Int32Array(60));
    const pixels = new Uint32Array(frame.width * frame.height).fill(77);
    paintCells(cells, allTiles(palette, layout.pitch), pixels);
    const { x, y } = layout.cellOf(7);
    expect(pixels[y * frame.width + x]).toBe(palette.stages[4]);
    const painted = pixels.filter((pixel) => pixel !== 77).length;
    const room = Array.from({ length: 60 }, (_, index) => layout.cellOf(index));
    expect(painted).toBe(room.reduce((sum, cell) => sum + cell.width * cell.height, 0));
  });

  it('that stand for several show the furthest behind and the worst', () => {
    const { board } = small();
    const layout = new MosaikLayout([{ region: 0, weight: 60, x: 0, y: 0, groups: 1 }], {
      ...frame,
      width: 5,
      height: 14,
    });
    expect(layout.perCell).toBeGreaterThan(1);
    const cells = new MosaikCells(layout, 0);
    board.set(0, 5, 0);
    board.set(1, 2, markBit('incident'));
    for (let position = 2; position < layout.perCell; position++) board.set(position, 8, 0);
    cells.update(board, new Int32Array(60));
    expect(cells.looks[0]).toBe(lookOf(2, 2));
  });
});

describe('looks', () => {
  it.each([
    [3, 3],
    [4, 3],
    [5, 5],
    [12, 12],
    [20, 20],
  ])('can all be told apart at %d x %d', (width, height) => {
    const tiles = tilesOf(palette, { width, height }, Math.min(width, height));
    expect(tiles).toHaveLength(LOOKS);
    const isSmall = width < 8; // with its gap
    const distinct = new Set(tiles.map((tile) => tile.join()));
    // A small red cell gives up its stage: nine plain ones, nine with amber, one red.
    expect(distinct.size).toBe(isSmall ? 19 : LOOKS);
  });

  it('tell amber from red by shape in a large cell', () => {
    const pitch = { width: 12, height: 12 };
    const sameColour: MosaikPalette = { ...palette, alarm: palette.warn };
    const tiles = tilesOf(sameColour, pitch, 12);
    expect(tiles[lookOf(0, 1)]?.join()).not.toBe(tiles[lookOf(0, 2)]?.join());
  });
});
