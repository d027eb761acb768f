const id = {
  'ring.title': 'Insiden berat',
  'ring.what': '{kind} · {place}',
  'ring.since': 'sejak {at} ({age})',
  'ring.more': 'dan {n} lagi',
  'ring.open': 'Buka',
  'ring.take': 'Ambil',
  'ring.heard': 'Dimengerti',
  'ring.heardHint': 'Diam di layar ini; insiden tetap terbuka di antrean.',
  'ring.sound': 'Bunyi',
  'ring.sound.on': 'Bunyi hidup. Matikan.',
  'ring.sound.off': 'Bunyi mati. Hidupkan.',
  'ring.blocked': 'Peramban menahan bunyi sampai Anda menekan sesuatu.',
  'ring.allow': 'Aktifkan bunyi',
  'ring.failed': 'Insiden tidak dapat diambil: {why}',
  'ring.unsent': '{n} panggilan belum terkirim; dicoba lagi sendiri.',
  'ring.unsentShow': 'Lihat',
  'ring.refused': '{n} panggilan ditolak server; perlu diperbaiki.',
} as const;

const en: Record<keyof typeof id, string> = {
  'ring.title': 'Severe incident',
  'ring.what': '{kind} · {place}',
  'ring.since': 'since {at} ({age})',
  'ring.more': 'and {n} more',
  'ring.open': 'Open',
  'ring.take': 'Take',
  'ring.heard': 'Understood',
  'ring.heardHint': 'Silent on this screen; the incident stays open in the queue.',
  'ring.sound': 'Sound',
  'ring.sound.on': 'Sound is on. Switch off.',
  'ring.sound.off': 'Sound is off. Switch on.',
  'ring.blocked': 'The browser holds sound back until you press something.',
  'ring.allow': 'Allow sound',
  'ring.failed': 'The incident could not be taken: {why}',
  'ring.unsent': '{n} {n?call|calls} not sent yet; tried again by itself.',
  'ring.unsentShow': 'Show',
  'ring.refused': '{n} {n?call was|calls were} refused by the server and {n?needs|need} correction.',
};

/** What everyone has to know at once: severe incidents, calls that did not reach the server. */
export const ringMessages = { id, en };
