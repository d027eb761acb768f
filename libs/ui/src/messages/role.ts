const id = {
  'role.administrator': 'Administrator',
  'role.supervisor': 'Penyelia',
  'role.operator': 'Operator',
  'role.verifier': 'Verifikator',
  'role.commissioner': 'Komisioner',
  'role.viewer': 'Layar',
  'role.field': 'KPPS',
  'role.system': 'Sistem',
  'role.hint.administrator': 'Mengelola pengguna, kode aktivasi dan audit; tidak menangani laporan.',
  'role.hint.supervisor': 'Membagi pekerjaan, memasang tanda, memutus permintaan.',
  'role.hint.operator': 'Menerima panggilan, mencatat insiden dan laporan tahap.',
  'role.hint.verifier': 'Memeriksa foto dan angka; membaca insiden.',
  'role.hint.commissioner': 'Membaca keadaan dan angka pusat bantuan.',
  'role.hint.viewer': 'Untuk layar dinding dan proyektor: hanya melihat.',
} as const;

const en: Record<keyof typeof id, string> = {
  'role.administrator': 'Administrator',
  'role.supervisor': 'Supervisor',
  'role.operator': 'Operator',
  'role.verifier': 'Verifier',
  'role.commissioner': 'Commissioner',
  'role.viewer': 'Viewer',
  'role.field': 'KPPS',
  'role.system': 'System',
  'role.hint.administrator': 'Manages users, activation codes and the audit; handles no reports.',
  'role.hint.supervisor': 'Shares out work, sets marks, decides on requests.',
  'role.hint.operator': 'Takes calls, logs incidents and stage reports.',
  'role.hint.verifier': 'Checks photos and figures; reads incidents.',
  'role.hint.commissioner': 'Reads where things stand and the figures of the help desk.',
  'role.hint.viewer': 'For wall and projector: looks only.',
};

export const roleMessages = { id, en };
