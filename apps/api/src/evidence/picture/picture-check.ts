import type { PhotoDoubt } from '@posko/domain';

/** A picture in grey, one byte a pixel, row by row. */
export interface Grey {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Shorter edge of the original, in pixels, from which handwriting can be read. */
export const SMALL_EDGE = 900;
/** Brightness of the brightest tenth: paper, unless it lay in the dark. */
const DARK_PAPER = 70;
/** Paper and ink at least so far apart, or there is nothing to read. */
const FAINT = 20;
/**
 * Variance of the Laplacian over the square of the contrast, in ten-thousandths. Drawn forms have 1400 to 2200, at the edge of
 * legibility 240 to 330, with lines run into each other 40 to 50.
 */
const BLURRED = 150;
/** Share of an edge that is ink on paper from which something written goes on beyond it. Drawn: nothing, or 24 % and more. */
const CUT_SHARE = 0.1;
/** Width of an edge, as a share of the longer side. */
const EDGE_BAND = 0.012;

/** What is doubtful about a picture by itself. `edge` is the shorter edge of the original. */
export function doubtsOf(grey: Grey, edge: number): PhotoDoubt[] {
  const light = lightOf(grey);
  const isFaint = light.contrast < FAINT;
  const doubts: [PhotoDoubt, boolean][] = [
    ['small', edge < SMALL_EDGE],
    ['blurred', isFaint || sharpness(grey) / light.contrast ** 2 < BLURRED / 10_000],
    ['dark', light.paper < DARK_PAPER],
    ['cut', !isFaint && inkAtEdges(grey, light.paper) > CUT_SHARE],
  ];
  return doubts.filter(([, isSo]) => isSo).map(([doubt]) => doubt);
}

/** How bright the paper is, and how far the ink is from it. */
function lightOf({ data }: Grey): { paper: number; contrast: number } {
  const counts = new Uint32Array(256);
  for (const value of data) counts[value] = (counts[value] ?? 0) + 1;
  const below = (share: number): number => {
    let seen = 0;
    return counts.findIndex((count) => (seen += count) >= data.length * share);
  };
  const paper = below(0.9);
  return { paper, contrast: paper - below(0.02) };
}

/** Variance of the Laplacian: how much changes from one pixel to the next. */
function sharpness({ data, width, height }: Grey): number {
  let [sum, squares] = [0, 0];
  for (let y = 1; y < height - 1; y++) {
    for (let at = y * width + 1; at < (y + 1) * width - 1; at++) {
      const around =
        valueAt(data, at - 1) + valueAt(data, at + 1) + valueAt(data, at - width) + valueAt(data, at + width);
      const change = 4 * valueAt(data, at) - around;
      sum += change;
      squares += change * change;
    }
  }
  const pixels = Math.max(1, (width - 2) * (height - 2));
  return squares / pixels - (sum / pixels) ** 2;
}

function valueAt(data: Uint8Array, index: number): number {
  return data[index] ?? 0;
}

/** Largest share, of the four edges, of places where the picture has both paper and ink. */
function inkAtEdges({ data, width, height }: Grey, paper: number): number {
  const band = Math.max(2, Math.round(Math.max(width, height) * EDGE_BAND));
  const shareOf = (length: number, pixel: (along: number, deep: number) => number): number => {
    let inked = 0;
    for (let along = 0; along < length; along++) {
      let [least, most] = [255, 0];
      for (let deep = 0; deep < band; deep++) {
        const value = valueAt(data, pixel(along, deep));
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
      if (most > 0.7 * paper && least < 0.6 * most) inked += 1;
    }
    return inked / length;
  };
  return Math.max(
    shareOf(width, (along, deep) => deep * width + along),
    shareOf(width, (along, deep) => (height - 1 - deep) * width + along),
    shareOf(height, (along, deep) => along * width + deep),
    shareOf(height, (along, deep) => along * width + width - 1 - deep),
  );
}
