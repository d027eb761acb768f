import { INCIDENT_KIND_CODES } from '@posko/domain';
import { KIND_WORDS } from '@posko/ui';
import { kindsIn } from './spoken-kind';

describe('a message speaks of', () => {
  it.each([
    ['surat suara kami kurang 20 lembar', 'LOG-01'],
    ['Kekurangan surat suara gubernur sebanyak 15', 'LOG-01'],
    ['ss krg 12', 'LOG-01'],
    ['Surat suara tertukar dengan Kab. Jember', 'LOG-02'],
    ['logistik blm datang pak', 'LOG-06'],
    ['kotak suara sampai sekarang belum tiba', 'LOG-06'],
    ['listrik padam sejak jam 5', 'ENV-03'],
    ['lampunya mati lampu semua', 'ENV-03'],
    ['hujan deras, becek', 'ENV-01'],
    ['TPS kebanjiran setinggi lutut', 'ENV-02'],
    ['Ketua KPPS sakit, dibawa ke puskesmas', 'STF-02'],
    ['innalillahi anggota KPPS kami meninggal', 'STF-03'],
    ['Sirekap error terus', 'SRK-02'],
    ['gak bisa login sirekap min', 'SRK-01'],
    ['di sini tdk ada sinyal', 'SRK-03'],
    ['foto C hasil buram, gimana?', 'SRK-04'],
    ['ada yang mencoblos 2x / dua kali', 'VOT-03'],
    ['saksi diusir dari TPS', 'CNT-02'],
    ['warga ricuh, ada pemukulan', 'SEC-02'],
    ['kotak suara dibuka orang tak dikenal', 'SEC-04'],
    ['mau tanya kak, TPS buka jam berapa?', 'INF-01'],
  ])('%s: %s', (text, kind) => {
    expect(kindsIn(text)[0]).toBe(kind);
  });

  it('nothing that we know', () => {
    expect(kindsIn('selamat pagi, lapor kondisi aman')).toEqual([]);
    expect(kindsIn('')).toEqual([]);
  });

  it('several things, the plainest first', () => {
    expect(kindsIn('hujan, listrik padam')).toEqual(['ENV-03', 'ENV-01']);
  });

  it('a matter rather than a question about it', () => {
    expect(kindsIn('mau tanya, surat suara kurang harus lapor ke siapa')).toEqual(['LOG-01', 'INF-01']);
  });
});

describe('what is denied is not said', () => {
  it.each([
    'tidak hujan',
    'tidak ada banjir di sini',
    'surat suara tidak kurang',
    'bukan intimidasi',
    'blm ada bentrok',
  ])('%s', (text) => {
    expect(kindsIn(text)).toEqual([]);
  });

  it('unless the trouble is the lack itself', () => {
    expect(kindsIn('segel tidak ada')).toContain('LOG-05');
    expect(kindsIn('sinyal tidak ada')).toContain('SRK-03');
  });
});

it.each(INCIDENT_KIND_CODES)('every phrase of %s finds its own kind', (kind) => {
  for (const phrase of KIND_WORDS[kind])
    expect([phrase, kindsIn(phrase)]).toEqual([phrase, expect.arrayContaining([kind])]);
});
