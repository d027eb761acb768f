/** A box of an ISO media file. */
export function box(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

export interface HeicWish {
  readonly sizes: readonly (readonly [width: number, height: number])[];
  /** Quarter turns. */
  readonly turns?: number;
}

/** The boxes of a HEIC file; in place of a picture it holds zeros, since nothing here could draw one. */
export function heic({ sizes, turns }: HeicWish): Buffer {
  const extents = sizes.map(([width, height]) => {
    const extent = Buffer.alloc(12);
    extent.writeUInt32BE(width, 4);
    extent.writeUInt32BE(height, 8);
    return box('ispe', extent);
  });
  const turn = turns === undefined ? [] : [box('irot', Buffer.from([turns]))];
  const meta = box('meta', Buffer.alloc(4), box('iprp', box('ipco', ...extents, ...turn)));
  const kind = box('ftyp', Buffer.from('heic\0\0\0\0mif1heic', 'latin1'));
  return Buffer.concat([kind, meta, box('mdat', Buffer.alloc(1000))]);
}
