import { describe, expect, it } from '@jest/globals';
import { decodeSnapshot, encodeSnapshot } from './snapshot';

const snapshot = {
  seq: 2 ** 40,
  at: 1_732_669_200_123,
  register: 7,
  stages: Uint8Array.from([0, 1, 2]),
  marks: Uint8Array.from([255, 0, 128]),
};

describe('a board snapshot', () => {
  it('is read as it was written', () => {
    const bytes = encodeSnapshot(snapshot);
    expect(bytes.byteLength).toBe(46);
    expect(decodeSnapshot(bytes.buffer)).toEqual(snapshot);
  });

  it('that is cut, of another layout or no snapshot at all is refused', () => {
    const bytes = encodeSnapshot(snapshot);
    const other = Uint8Array.from(bytes);
    other[4] = 2;
    for (const buffer of [bytes.buffer.slice(0, 45), bytes.buffer.slice(0, 10), new ArrayBuffer(60), other.buffer]) {
      expect(() => decodeSnapshot(buffer)).toThrow(RangeError);
    }
  });
});
