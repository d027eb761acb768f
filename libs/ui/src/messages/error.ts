import type { ErrorCode } from '@posko/contracts';

/** One sentence per error a client can meet; `unreachable` and `unreadable` have no answer of ours behind them. */
type ErrorKey = `error.${ErrorCode | 'unreachable' | 'unreadable'}`;

export const errorId = {
  'error.invalid-request': 'Isian tidak sesuai. Periksa kembali isian yang ditandai.',
  'error.not-found': 'Halaman atau data ini tidak ada.',
  'error.region-not-found': 'Wilayah dengan kode ini tidak ada dalam daftar.',
  'error.tps-not-found': 'TPS dengan kode ini tidak ada dalam daftar.',
  'error.receipt-not-found': 'Tanda terima ini tidak dikenal.',
  'error.method-not-allowed': 'Tindakan ini tidak tersedia.',
  'error.idempotency-conflict': 'Laporan dengan nomor yang sama sudah diterima dengan isi yang berbeda.',
  'error.step-back-not-earlier': 'TPS hanya dapat dikembalikan ke tahap yang lebih awal.',
  'error.register-in-use': 'Daftar TPS sudah dipakai dan tidak dapat diganti.',
  'error.clock-is-real': 'Jam ruang ini jam sebenarnya dan tidak dapat diatur.',
  'error.payload-too-large': 'Kiriman terlalu besar.',
  'error.unsupported-media-type': 'Jenis kiriman ini tidak diterima.',
  'error.too-many-requests': 'Terlalu banyak permintaan. Tunggu sebentar.',
  'error.internal': 'Terjadi kesalahan pada server. Laporkan nomor lacaknya.',
  'error.not-ready': 'Server belum siap. Halaman mencoba lagi sendiri.',
  'error.unreachable': 'Server tidak terjangkau. Halaman mencoba lagi sendiri.',
  'error.unreadable': 'Jawaban server tidak dapat dibaca. Muat ulang halaman.',
} as const satisfies Record<ErrorKey, string>;

export const errorEn: Record<keyof typeof errorId, string> = {
  'error.invalid-request': 'The input does not fit. Check the marked fields.',
  'error.not-found': 'This page or record does not exist.',
  'error.region-not-found': 'The register has no region of this code.',
  'error.tps-not-found': 'The register has no TPS of this code.',
  'error.receipt-not-found': 'This receipt is not known.',
  'error.method-not-allowed': 'This action is not available.',
  'error.idempotency-conflict': 'A report of the same number was received with other contents.',
  'error.step-back-not-earlier': 'A TPS can be moved back to an earlier stage only.',
  'error.register-in-use': 'The register is in use and cannot be replaced.',
  'error.clock-is-real': 'The clock of this room is the real one and cannot be set.',
  'error.payload-too-large': 'The message is too large.',
  'error.unsupported-media-type': 'This kind of message is not accepted.',
  'error.too-many-requests': 'Too many requests. Wait a moment.',
  'error.internal': 'The server failed. Report the trace number.',
  'error.not-ready': 'The server is not ready yet. The page tries again by itself.',
  'error.unreachable': 'The server cannot be reached. The page tries again by itself.',
  'error.unreadable': 'The answer of the server cannot be read. Reload the page.',
};
