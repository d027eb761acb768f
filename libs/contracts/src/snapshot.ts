/**
 * The board as bytes (little endian): 40 bytes of header, then one stage byte per TPS, then one marks byte per TPS.
 *
 * | offset | type    | what                                |
 * | ------ | ------- | ----------------------------------- |
 * | 0      | uint32  | magic, "PSKB"                       |
 * | 4      | uint32  | version of this layout, 1           |
 * | 8      | float64 | seq                                 |
 * | 16     | float64 | at, milliseconds since the epoch    |
 * | 24     | float64 | version of the register             |
 * | 32     | uint32  | number of TPS                       |
 * | 36     | uint32  | reserved                            |
 */
export interface BoardSnapshot {
  readonly seq: number;
  readonly at: number;
  readonly register: number;
  readonly stages: Uint8Array;
  readonly marks: Uint8Array;
}

const MAGIC = 0x424b5350;
const VERSION = 1;
const HEADER_BYTES = 40;

export function encodeSnapshot(snapshot: BoardSnapshot): Uint8Array<ArrayBuffer> {
  const count = snapshot.stages.length;
  const bytes = new Uint8Array(HEADER_BYTES + 2 * count);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, VERSION, true);
  view.setFloat64(8, snapshot.seq, true);
  view.setFloat64(16, snapshot.at, true);
  view.setFloat64(24, snapshot.register, true);
  view.setUint32(32, count, true);
  bytes.set(snapshot.stages, HEADER_BYTES);
  bytes.set(snapshot.marks, HEADER_BYTES + count);
  return bytes;
}

/** Reads a snapshot; throws on anything that is not one, or is cut short. */
export function decodeSnapshot(buffer: ArrayBuffer): BoardSnapshot {
  if (buffer.byteLength < HEADER_BYTES) throw new RangeError('Not a board snapshot: too short');
  const view = new DataView(buffer);
  const count = view.getUint32(32, true);
  if (view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== VERSION) {
    throw new RangeError('Not a board snapshot of this version');
  }
  if (buffer.byteLength !== HEADER_BYTES + 2 * count) throw new RangeError('A board snapshot cut short');
  return {
    seq: view.getFloat64(8, true),
    at: view.getFloat64(16, true),
    register: view.getFloat64(24, true),
    stages: new Uint8Array(buffer, HEADER_BYTES, count),
    marks: new Uint8Array(buffer, HEADER_BYTES + count, count),
  };
}
