import { SMALL_ROWS } from '@posko/testing';
import { findRegions, namedRegions } from './search-words';

const REGIONS = namedRegions([
  ...SMALL_ROWS.map(([code, name]) => [code, name] as const),
  ['3507', 'MALANG'],
  ['350701', 'WIDORO'],
  ['3507012001', 'MALANG BARU'],
  ['3573', 'KOTA MALANG'],
  ['357301', 'BLIMBING'],
  ['3573011001', 'BLIMBING'],
  ['3573011002', 'UNIT 5'],
]);
const codes = (text: string): string[] => findRegions(REGIONS, text).regions.map(({ code }) => code);
/** The TPS that a search leads to, or the regions. */
const places = (text: string): string[] => {
  const { regions, tps } = findRegions(REGIONS, text);
  return regions.map(({ name }) => (tps === null ? name : `${name} ${tps}`));
};

describe('a search', () => {
  it('finds regions by beginnings of words, wider ones first', () => {
    expect(codes('karang')).toEqual(['357801', '3578011002']);
    expect(codes('sur')).toEqual(['3578']);
  });

  it('takes words of the regions above to tell places of one name apart', () => {
    expect(codes('karang pilang surabaya')).toEqual(['357801', '3578011002']);
    expect(codes('karang pacitan')).toEqual([]);
  });

  it('puts whole words before beginnings', () => {
    const regions = namedRegions([
      ['3501012003', 'KARANGPILANG'],
      ['3501012002', 'KARANG'],
    ]);
    expect(findRegions(regions, 'karang').regions.map(({ name }) => name)).toEqual(['KARANG', 'KARANGPILANG']);
  });

  it.each([
    ['malang', ['3507', '3573', '3507012001']],
    ['kabupaten malang', ['3507']],
    ['Kab. Malang', ['3507']],
    ['kota malang', ['3573']],
    ['blimbing kab malang', ['357301', '3573011001']],
    ['kecamatan karang pilang', ['357801']],
    ['kel. karang pilang', ['3578011002']],
    ['desa karang pilang kec. karang pilang kota surabaya', ['3578011002']],
    ['kecamatan wonocolo, kota surabaya', ['357802']],
    ['provinsi jawa timur', ['35']],
    ['kecamatan sidosermo', ['3578021001']],
    ['kabupaten surabaya', ['3578']],
    ['desa', []],
  ])('understands the level in %s', (text, expected) => expect(codes(text)).toEqual(expected));

  it.each([
    ['TPS 5 sidosermo', ['SIDOSERMO 5']],
    ['tps5 sidosermo', ['SIDOSERMO 5']],
    ['tps no 5 sidosermo', ['SIDOSERMO 5']],
    ['TPS No. 005, Kel. Sidosermo', ['SIDOSERMO 5']],
    ['sidosermo tps nomor 5', ['SIDOSERMO 5']],
    ['tps 5 karang pilang', ['KARANG PILANG 5']],
    ['sidosermo 5', ['SIDOSERMO 5']],
    ['sidosermo no 5', ['SIDOSERMO 5']],
    ['unit 5', ['UNIT 5']],
    ['tps 3 unit 5', ['UNIT 5 3']],
    ['wonocolo 5', ['WONOCOLO']],
    ['kota surabaya tps 3', ['KOTA SURABAYA']],
    ['tps 0 sidosermo', ['SIDOSERMO']],
    ['tps 000 sidosermo', ['SIDOSERMO']],
    ['tps sidosermo', ['SIDOSERMO']],
    ['tps 5', []],
  ])('goes to a TPS of a desa by its number: %s', (text, expected) => expect(places(text)).toEqual(expected));

  it('goes on where what it found has no page', () => {
    const { regions } = findRegions(REGIONS, 'kecamatan karang pilang', (code) => code.length === 10);
    expect(regions.map(({ code }) => code)).toEqual(['3578011002']);
  });

  it('finds nothing for nothing', () => expect(codes('  ')).toEqual([]));
});
