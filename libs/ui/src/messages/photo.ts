import type { Photo } from '@posko/domain';

type Needed = `photo.doubt.${Photo['doubts'][number]}`;

const id = {
  'photo.page': 'Foto halaman {page}',
  'photo.title': 'Foto',
  'photo.count': 'Foto {n} dari {total}',
  'photo.none': 'Belum ada foto.',
  'photo.failed': 'Foto ini tidak dapat ditampilkan di sini. Buka berkas aslinya.',
  'photo.original': 'Buka berkas asli',
  'photo.zoomIn': 'Perbesar',
  'photo.zoomOut': 'Perkecil',
  'photo.zoomReset': 'Ukuran semula',
  'photo.percent': '{n} %',
  'photo.rotate': 'Putar',
  'photo.contrast': 'Kontras',
  'photo.before': 'Foto sebelum',
  'photo.next': 'Foto berikut',
  'photo.replaced': 'foto lama, sudah diganti',
  'photo.doubt.small': 'foto kecil',
  'photo.doubt.blurred': 'buram',
  'photo.doubt.dark': 'gelap',
  'photo.doubt.cut': 'tepi terpotong',
  'photo.doubt.duplicate': 'sama dengan foto TPS lain',
  'photo.doubt.similar': 'mirip foto TPS lain',
} as const satisfies Record<Needed, string> & Record<string, string>;

const en: Record<keyof typeof id, string> = {
  'photo.page': 'Photo of page {page}',
  'photo.title': 'Photos',
  'photo.count': 'Photo {n} of {total}',
  'photo.none': 'There is no photo yet.',
  'photo.failed': 'This photo cannot be shown here. Open the original file.',
  'photo.original': 'Open the original',
  'photo.zoomIn': 'Zoom in',
  'photo.zoomOut': 'Zoom out',
  'photo.zoomReset': 'First size',
  'photo.percent': '{n}%',
  'photo.rotate': 'Rotate',
  'photo.contrast': 'Contrast',
  'photo.before': 'Photo before',
  'photo.next': 'Next photo',
  'photo.replaced': 'old photo, replaced since',
  'photo.doubt.small': 'small',
  'photo.doubt.blurred': 'blurred',
  'photo.doubt.dark': 'dark',
  'photo.doubt.cut': 'edge cut off',
  'photo.doubt.duplicate': 'same as the photo of another TPS',
  'photo.doubt.similar': 'like the photo of another TPS',
};

/** The viewer of forms' photos. */
export const photoMessages = { id, en };
