// cspell:ignore jombang kebon karangbayat kebonsri sekota ndua
import { RegionTree } from '@posko/domain';
import type { RegionRow } from '@posko/domain';
import fc from 'fast-check';
import { chatLines } from './chat-lines';
import { PlaceFinder } from './place-in-text';
import { isMessage, recognise } from './recognise';

const ROWS: RegionRow[] = [
  ['35', 'JAWA TIMUR', 54],
  ['3509', 'KABUPATEN JEMBER', 34],
  ['350901', 'JOMBANG', 4],
  ['3509012001', 'KEBONSARI', 4],
  ['350931', 'SUMBERBARU', 30],
  ['3509312001', 'KEBONSARI', 15],
  ['3509312002', 'KARANG BAYAT', 15],
  ['3578', 'KOTA SURABAYA', 20],
  ['357804', 'WONOKROMO', 20],
  ['3578041001', 'DARMO', 15],
  ['3578041002', 'WONOKROMO', 5],
];
const places = new PlaceFinder(new RegionTree(ROWS));
const read = (text: string): ReturnType<typeof recognise> => recognise(text, places);
const placeOf = (text: string): string | null => read(text).place.code;

describe('the place', () => {
  it.each([
    ['3509312001012', '3509312001012'],
    ['35.09.31.2001.012', '3509312001012'],
    ['35 09 31 2001 012', '3509312001012'],
    ['kode 3509312001-012 ya', '3509312001012'],
    ['3509312001 TPS 7', '3509312001007'],
    ['3509312001', '3509312001'],
    ['TPS 12 Desa Kebonsari Kec. Sumberbaru', '3509312001012'],
    ['tps012 ds kebonsari kec sumberbaru kab jember', '3509312001012'],
    ['Desa Kebon Sari, Kecamatan Sumberbaru, TPS no. 3', '3509312001003'],
    ['TPS 4 Karangbayat', '3509312002004'],
    ['TPS 4 Kel. Darmo Kota Surabaya', '3578041001004'],
    ['tps 4 darmo wonokromo surabaya', '3578041001004'],
    ['Tps 2 kelurahan wonokromo', '3578041002002'],
    ['TPS 12 Desa Kebonsri Kec. Sumberbaru', '3509312001012'],
    ['banjir di kecamatan Sumberbaru', '350931'],
    ['mati lampu sekota: Kota Surabaya', '3578'],
  ])('%s is %s', (text, code) => {
    expect(placeOf(text)).toBe(code);
  });

  it('is left to the reader where it may be several, or is none of ours', () => {
    expect(read('TPS 2 Desa Kebonsari').place).toEqual({ code: null, words: 'tps 2 kebonsari jombang' });
    expect(read('TPS 99 Desa Kebonsari Kec. Sumberbaru').place).toEqual({
      code: null,
      words: 'tps 99 kebonsari sumberbaru',
    });
    expect(read('9999999999999').place.code).toBeNull();
    expect(read('TPS 12').place).toEqual({ code: null, words: 'tps 12' });
    expect(read('halo').place).toEqual({ code: null, words: '' });
  });

  it('is told apart by the number of TPS where names repeat', () => {
    expect(placeOf('TPS 12 Desa Kebonsari')).toBe('3509312001012');
  });

  it('is not a telephone number', () => {
    const { place, phone } = read('hubungi 0812-3456-7890, TPS 3 Desa Kebonsari Kec. Jombang');
    expect([place.code, phone]).toEqual(['3509012001003', '0812-3456-7890']);
    expect(read('35 09 31 2001 012').phone).toBeNull();
  });
});

describe('telephone numbers', () => {
  it.each([
    ['telp 081234567890', '081234567890'],
    ['+62 812-3456-7890', '+62 812-3456-7890'],
    ['WA 62 812 3456 7890', '62 812 3456 7890'],
    ['kantor (031) 8292591', '(031) 8292591'],
    ['kurang 20 lembar pada 07.15', null],
    ['DPT 412, hadir 371', null],
  ])('%s: %s', (text, phone) => {
    expect(read(text).phone).toBe(phone);
  });
});

describe('a message of a chat', () => {
  const iphone =
    '[27/11/24 07.41.12] Pak Budi: Lapor min\nTPS 12 Desa Kebonsari Kec. Sumberbaru\nSurat suara kurang 20 lembar';

  it('fills every field, and what is left is the note', () => {
    expect(read(iphone)).toEqual({
      place: { code: '3509312001012', words: 'tps 12 kebonsari sumberbaru' },
      kind: 'LOG-01',
      otherKinds: [],
      phone: null,
      caller: 'Pak Budi',
      at: '2024-11-27T07:41',
      note: 'Surat suara kurang 20 lembar',
    });
  });

  it.each([
    ['a computer', '[07.41, 27/11/2024] Pak Budi: listrik padam', 'Pak Budi', '2024-11-27T07:41'],
    ['Android', '27/11/24 07.41 - Pak Budi: listrik padam', 'Pak Budi', '2024-11-27T07:41'],
    ['English', '[7:41 PM, 11/27/2024] Pak Budi: listrik padam', 'Pak Budi', '2024-11-27T19:41'],
    ['a strange number', '[27/11/24 07.41.12] ~ Budi KPPS: listrik padam', 'Budi KPPS', '2024-11-27T07:41'],
    ['a year first', '[2024-11-27 07:41:12] Budi: listrik padam', 'Budi', '2024-11-27T07:41'],
    ['a hidden mark', '\u200e[27/11/24 07.41.12] \u202aBudi\u202c: listrik padam', 'Budi', '2024-11-27T07:41'],
  ])('from %s', (_, text, caller, at) => {
    expect(read(text)).toMatchObject({ caller, at, kind: 'ENV-03', note: 'listrik padam' });
  });

  it('whose sender is a number gives the number', () => {
    const { caller, phone } = read('[27/11/24 07.41.12] +62 812-3456-7890: listrik padam');
    expect([caller, phone]).toEqual([null, '+62 812-3456-7890']);
  });

  it('in several parts is one call; who said what is kept', () => {
    const text = [
      '[27/11/24 07.41.12] Pak Budi: Assalamualaikum',
      '[27/11/24 07.41.40] Pak Budi: <gambar tidak disertakan>',
      '[27/11/24 07.42.01] Pak Budi: surat suara tertukar min',
      '[27/11/24 07.43.01] Bu Siti: TPS 4 Karang Bayat ya pak?',
    ].join('\n');
    expect(read(text)).toMatchObject({
      place: { code: '3509312002004' },
      kind: 'LOG-02',
      caller: 'Pak Budi',
      at: '2024-11-27T07:41',
      note: 'Pak Budi: surat suara tertukar min\nBu Siti: TPS 4 Karang Bayat ya pak?',
    });
  });

  it('keeps its own lines apart', () => {
    expect(chatLines('[27/11/24 07.41.12] Budi: satu\ndua\n[27/11/24 07.42.00] Budi: tiga')).toEqual([
      { sender: 'Budi', at: '2024-11-27T07:41', text: 'satu\ndua' },
      { sender: 'Budi', at: '2024-11-27T07:42', text: 'tiga' },
    ]);
  });
});

describe('free text', () => {
  it('names its caller where it says so', () => {
    const text =
      'Selamat pagi.\nNama saya Budi Santoso, ketua KPPS TPS 4 Darmo.\nKotak suara belum datang.\n081234567890';
    expect(read(text)).toEqual({
      place: { code: '3578041001004', words: 'tps 4 darmo wonokromo' },
      kind: 'LOG-06',
      otherKinds: [],
      phone: '081234567890',
      caller: 'Budi Santoso',
      at: null,
      note: 'Nama saya Budi Santoso, ketua KPPS TPS 4 Darmo.\nKotak suara belum datang.',
    });
  });

  it('without a register keeps everything in the note', () => {
    expect(recognise('TPS 4 Darmo\nbanjir', null)).toMatchObject({ kind: 'ENV-02', note: 'TPS 4 Darmo\nbanjir' });
  });

  it('of whatever kind never breaks, and loses no word that it did not place', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(() => read(text)).not.toThrow();
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[b-y]{5,12}$/), (word) => {
        expect(read(`[27/11/24 07.41] Budi: TPS 4 Darmo\n${word} x9`).note).toContain(word);
      }),
    );
  });
});

it('a message is told from a code, a number or a name', () => {
  expect(['3578041001004', '0812 3456 7890', 'tps 4 darmo', 'budi'].map(isMessage)).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(['a\nb', '[27/11/24 07.41] Budi: x', 'x'.repeat(61)].map(isMessage)).toEqual([true, true, true]);
});
