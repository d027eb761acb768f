const id = {
  'activation.title': 'Kode aktivasi',
  'activation.hint':
    'Setiap TPS mendapat satu kode. KPPS memasukkannya sekali di ponselnya; sejak itu ponsel itu mewakili TPS.',
  'activation.region': 'Wilayah',
  'activation.tps': 'TPS',
  'activation.issued': 'Berkode',
  'activation.activated': 'Aktif',
  'activation.issuedAt': 'Diterbitkan terakhir',
  'activation.never': 'belum pernah',
  'activation.issue': 'Terbitkan kode',
  'activation.issueFor': 'Terbitkan kode untuk {region}',
  'activation.forOne': 'Satu TPS atau wilayah lain',
  'activation.place': 'Wilayah atau TPS: ketik nama atau kode',
  'activation.place.wrong': 'Pilih wilayah atau TPS dari daftar.',
  'activation.ask': 'Terbitkan kode untuk {region}?',
  'activation.ask.text': '{tps} TPS mendapat kode baru dalam satu berkas.',
  'activation.ask.ends':
    'Kode sebelumnya berhenti berlaku, dan {activated} ponsel yang sudah aktif harus diaktifkan lagi.',
  'activation.ask.fresh': 'Belum ada kode di wilayah ini.',
  'activation.once': 'Berkas ini hanya diberikan sekali: simpan di tempat yang aman.',
  'activation.cancel': 'Batal',
  'activation.working': 'Membuat kode …',
  'activation.received': 'Menerima berkas: {size}',
  'activation.saved': 'Berkas {name} tersimpan ({size}).',
  'activation.again': 'Simpan berkasnya sekali lagi',
  'activation.failed': 'Keadaan tidak dapat dimuat',
} as const;

const en: Record<keyof typeof id, string> = {
  'activation.title': 'Activation codes',
  'activation.hint':
    'Each TPS gets one code. Its crew enters it once on a phone; from then on that phone speaks for the TPS.',
  'activation.region': 'Region',
  'activation.tps': 'TPS',
  'activation.issued': 'With code',
  'activation.activated': 'Active',
  'activation.issuedAt': 'Last issued',
  'activation.never': 'never',
  'activation.issue': 'Issue codes',
  'activation.issueFor': 'Issue codes for {region}',
  'activation.forOne': 'One TPS or another region',
  'activation.place': 'Region or TPS: type a name or code',
  'activation.place.wrong': 'Choose a region or TPS of the list.',
  'activation.ask': 'Issue codes for {region}?',
  'activation.ask.text': '{tps} TPS get new codes in one file.',
  'activation.ask.ends':
    'Earlier codes stop working, and {activated} active {activated?phone|phones} must be activated again.',
  'activation.ask.fresh': 'There are no codes in this region yet.',
  'activation.once': 'This file is handed out once: keep it in a safe place.',
  'activation.cancel': 'Cancel',
  'activation.working': 'Making codes …',
  'activation.received': 'Receiving the file: {size}',
  'activation.saved': 'File {name} saved ({size}).',
  'activation.again': 'Save the file once more',
  'activation.failed': 'The state could not be loaded',
};

export const activationMessages = { id, en };
