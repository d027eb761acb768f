const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));

const boxes = (brand: string): Buffer => bytes([0, 0, 0, 24], `ftyp${brand}`, [0, 0, 0, 0], `${brand}mp42`);

/** A PNG of one pixel, whole. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** The beginnings of files as telephones and scanners make them, by what they are. */
export const WELCOME: Readonly<Record<string, Buffer>> = {
  'image/png': PNG,
  'image/jpeg': bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF\0', [1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xd9]),
  'image/webp': bytes('RIFF', [26, 0, 0, 0], 'WEBPVP8 ', [14, 0, 0, 0, 48, 1, 0, 157, 1, 42, 1, 0, 1, 0]),
  'image/heic': boxes('heic'),
  'application/pdf': bytes('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'),
  'audio/ogg': bytes('OggS\0', [2], '\0'.repeat(20), [1, 19], 'OpusHead', [1, 1], '\0'.repeat(20)),
  'audio/mpeg': bytes('ID3', [3, 0, 0, 0, 0, 0, 0], [0xff, 0xfb, 0x90, 0x64], '\0'.repeat(417)),
  'audio/x-m4a': boxes('M4A '),
  'audio/wav': bytes('RIFF', [36, 0, 0, 0], 'WAVEfmt ', [16, 0, 0, 0, 1, 0, 1, 0], '\0'.repeat(24)),
  'audio/amr': bytes('#!AMR\n', '\0'.repeat(32)),
};

/** What must not come in, whatever it is called. */
export const UNWELCOME: Readonly<Record<string, Buffer>> = {
  'a page': bytes('<!doctype html><html><body><script>alert(1)</script></body></html>'),
  'a drawing with script': bytes('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
  'a program for Windows': bytes('MZ', [0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff], '\0'.repeat(64)),
  'a program for Linux': bytes([0x7f], 'ELF', [2, 1, 1, 0], '\0'.repeat(64)),
  'an archive, as Office files are': bytes('PK', [3, 4, 20, 0, 0, 0], '\0'.repeat(40)),
  'an old Office file': bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], '\0'.repeat(64)),
  'a shell script': bytes('#!/bin/sh\nrm -rf /\n'),
  'a film': boxes('isom'),
  'a sentence': bytes('surat suara kurang'),
  nothing: Buffer.alloc(0),
};
