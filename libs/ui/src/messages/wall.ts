const id = {
  'wall.title': 'Layar dinding',
  'wall.leave': 'Kembali ke ikhtisar',
  'wall.mosaik': 'Semua TPS',
  'wall.regions': 'Kabupaten/kota paling bermasalah',
  'wall.stages': 'Tahap TPS',
  'wall.overdue': 'Terlambat lapor, terlama dahulu',
  'wall.missing': 'Yang ditunggu',
  'wall.since': 'Selama',
  'wall.noTrouble': 'Tidak ada TPS yang terlambat dan tidak ada insiden',
  'wall.live': 'Data',
  'wall.polling': 'Data',
  'wall.stale': 'DATA LAMA',
  'wall.offline': 'TERPUTUS',
  'wall.staleLong': 'Data lama: terakhir diperbarui {age}',
  'wall.offlineLong': 'Server tidak terjangkau: data terakhir {age}',
} as const;

const en: Record<keyof typeof id, string> = {
  'wall.title': 'Wall',
  'wall.leave': 'Back to the overview',
  'wall.mosaik': 'All TPS',
  'wall.regions': 'Regencies and cities with most trouble',
  'wall.stages': 'Stages of the TPS',
  'wall.overdue': 'Overdue, longest first',
  'wall.missing': 'Awaited',
  'wall.since': 'For',
  'wall.noTrouble': 'No TPS is overdue and there is no incident',
  'wall.live': 'Data',
  'wall.polling': 'Data',
  'wall.stale': 'OLD DATA',
  'wall.offline': 'DISCONNECTED',
  'wall.staleLong': 'Old data: last updated {age}',
  'wall.offlineLong': 'The server cannot be reached: last data {age}',
};

export const wallMessages = { id, en };
