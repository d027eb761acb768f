const id = {
  'mosaik.label': 'Mosaik {region}: satu kotak untuk setiap TPS, {total} TPS',
  'mosaik.help':
    'Tombol panah memindahkan penunjuk dari TPS ke TPS, Page Up dan Page Down ke wilayah berikutnya, Enter membuka TPS, Shift+Enter membuka wilayah.',
  'mosaik.blockTitle': '{name}: {total} TPS, {trouble} tanda masalah',
  'mosaik.shared': '{n} TPS per kotak',
  'mosaik.legend': 'Keterangan warna dan jumlah TPS',
  'mosaik.tps': 'TPS {number}',
  'mosaik.noTrouble': 'tanpa masalah',
} as const;

const en: Record<keyof typeof id, string> = {
  'mosaik.label': 'Mosaik of {region}: one cell for every TPS, {total} TPS',
  'mosaik.help':
    'The arrow keys move the cursor from TPS to TPS, Page Up and Page Down to the next region, Enter opens the TPS, Shift+Enter opens the region.',
  'mosaik.blockTitle': '{name}: {total} TPS, {trouble} {trouble?mark|marks} of trouble',
  'mosaik.shared': '{n} TPS per cell',
  'mosaik.legend': 'Colours and numbers of TPS',
  'mosaik.tps': 'TPS {number}',
  'mosaik.noTrouble': 'no trouble',
};

export const mosaikMessages = { id, en };
