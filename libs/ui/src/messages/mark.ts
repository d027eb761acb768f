import type { Mark } from '@posko/domain';

export const markId = {
  'mark.overdue': 'Terlambat lapor',
  'mark.incident': 'Insiden',
  'mark.sendFailed': 'Gagal kirim',
  'mark.publicationWithdrawn': 'Batal terpublikasi',
  'mark.delegatedToPpk': 'Diserahkan ke PPK',
  'mark.psu': 'PSU (pemungutan suara ulang)',
  'mark.psl': 'PSL (pemungutan suara lanjutan)',
  'mark.pss': 'PSS (pemungutan suara susulan)',
  'markShort.overdue': 'Terlambat',
  'markShort.incident': 'Insiden',
  'markShort.sendFailed': 'Gagal kirim',
  'markShort.publicationWithdrawn': 'Batal publ.',
  'markShort.delegatedToPpk': 'PPK',
  'markShort.psu': 'PSU',
  'markShort.psl': 'PSL',
  'markShort.pss': 'PSS',
} as const satisfies Record<`${'mark' | 'markShort'}.${Mark}`, string>;

export const markEn: Record<keyof typeof markId, string> = {
  'mark.overdue': 'Overdue',
  'mark.incident': 'Incident',
  'mark.sendFailed': 'Sending failed',
  'mark.publicationWithdrawn': 'Publication withdrawn',
  'mark.delegatedToPpk': 'Delegated to PPK',
  'mark.psu': 'PSU (re-vote)',
  'mark.psl': 'PSL (continued vote)',
  'mark.pss': 'PSS (postponed vote)',
  'markShort.overdue': 'Overdue',
  'markShort.incident': 'Incident',
  'markShort.sendFailed': 'Send failed',
  'markShort.publicationWithdrawn': 'Withdrawn',
  'markShort.delegatedToPpk': 'PPK',
  'markShort.psu': 'PSU',
  'markShort.psl': 'PSL',
  'markShort.pss': 'PSS',
};
