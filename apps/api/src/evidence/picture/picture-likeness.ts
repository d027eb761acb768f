/** Side of the difference hash: 16 x 16 bits. 64 bits cannot tell two forms apart, they are all the same print. */
export const HASH_SIDE = 16;

/** Side of the squares that two pictures are held against each other as. */
export const LIKENESS_SIDE = 192;

/**
 * Bits of 256 by which the same picture may differ once sent on: recompressed, made smaller, brightened (drawn: 14 at most;
 * different forms from one tripod 12 and more, from hands 40 and more). Narrows down; `isAlike` decides.
 */
export const NEAR_BITS = 24;

/** Drawn: the same picture sent on has 0.989 and more, another form from the same tripod 0.975 at most, by hand 0.86. */
const ALIKE = 0.985;

/** Difference hash in hex of a picture 17 pixels wide and 16 high: a bit for each pixel that is darker than the one after it. */
export function hashOf(pixels: Uint8Array): string {
  let hex = '';
  let bits = 0;
  for (let bit = 0; bit < HASH_SIDE * HASH_SIDE; bit++) {
    const at = Math.floor(bit / HASH_SIDE) * (HASH_SIDE + 1) + (bit % HASH_SIDE);
    bits = (bits << 1) | ((pixels[at] ?? 0) < (pixels[at + 1] ?? 0) ? 1 : 0);
    if (bit % 4 === 3) {
      hex += bits.toString(16);
      bits = 0;
    }
  }
  return hex;
}

/** What is drawn on a picture, without how the light fell: what is left when its blurred self is taken away. */
export function drawnOn(pixels: Uint8Array, blurred: Uint8Array): Int16Array {
  return Int16Array.from(pixels, (value, at) => value - (blurred[at] ?? 0));
}

/** True where two pictures are one and the same, by their correlation. */
export function isAlike(one: Int16Array, other: Int16Array): boolean {
  let [both, ones, others] = [0, 0, 0];
  for (let at = 0; at < one.length; at++) {
    const [a, b] = [one[at] ?? 0, other[at] ?? 0];
    both += a * b;
    ones += a * a;
    others += b * b;
  }
  // Two empty sheets are no more than that.
  return ones > 0 && others > 0 && both / Math.sqrt(ones * others) > ALIKE;
}
