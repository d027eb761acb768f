import { RegionTree } from '@posko/domain';
import { smallTree } from '@posko/testing';
import { codesFrom, typedCode } from './code-search';
import { DesaIndex, typedPlace, wordsOf } from './desa-index';

describe('typedPlace', () => {
  it.each([
    ['kebon 12', ['kebon'], 12],
    ['Kebon Agung TPS 012', ['kebon', 'agung'], 12],
    ['tps 3 waru', ['waru'], 3],
    ['tps3 waru', ['waru'], 3],
    ['waru', ['waru'], null],
    ['kebon 0', ['kebon', '0'], null],
    ['12', ['12'], null],
    ["Ja'an", ['ja', 'an'], null],
  ])('reads %j', (text, words, number) => {
    expect(typedPlace(text)).toEqual({ words, number });
  });
});

describe('wordsOf', () => {
  it('takes accents off and splits at everything else', () => {
    expect(wordsOf('Désa Nur-Aini (RW.3)')).toEqual(['desa', 'nur', 'aini', 'rw', '3']);
  });
});

describe('DesaIndex', () => {
  const tree = smallTree();
  const index = new DesaIndex(tree);
  const find = (text: string, scope = ''): string[] =>
    index.find(typedPlace(text).words, (code) => code.startsWith(scope)).map((desa) => tree.nameOf(desa));

  it('finds desa by the beginning of any word', () => {
    expect(find('waru')).toEqual(['WARUGUNUNG']);
    expect(find('merisi')).toEqual(['BENDUL MERISI']);
    expect(find('karang pil')).toEqual(['KARANG PILANG']);
    expect(find('nowhere')).toEqual([]);
  });

  it('takes further words from the kecamatan and the kabupaten', () => {
    expect(find('s')).toEqual([]);
    expect(find('sa pacitan')).toEqual(['SAWAHAN']);
    expect(find('kendal punung')).toEqual(['KENDAL']);
    expect(find('kendal surabaya')).toEqual([]);
  });

  it('looks only where it may', () => {
    expect(find('si', '3578')).toEqual(['SIDOSERMO']);
    expect(find('si', '3501')).toEqual([]);
  });

  it('puts the exact name first, then those that begin so, then register order', () => {
    const named = new RegionTree([
      ['35', 'P', 4],
      ['3501', 'K', 4],
      ['350101', 'C', 4],
      ['3501012001', 'NGADI REJO', 1],
      ['3501012002', 'REJO AGUNG', 1],
      ['3501012003', 'REJOSARI', 1],
      ['3501012004', 'REJO', 1],
    ]);
    const found = new DesaIndex(named).find(['rejo'], () => true);
    expect(found.map((desa) => named.nameOf(desa))).toEqual(['REJO', 'REJO AGUNG', 'REJOSARI', 'NGADI REJO']);
  });

  it('knows the TPS of a desa by their numbers, also where one is missing', () => {
    const desa = tree.indexOf('3578021002');
    expect([1, 3, 5].map((number) => tree.tpsCodeAt(index.positionOf(desa, number)))).toEqual([
      '3578021002001',
      '000',
      '3578021002005',
    ]);
  });
});

describe('codesFrom', () => {
  const tree = smallTree();

  it('lists the region of the code, then its TPS', () => {
    expect(codesFrom(tree, '357802', 3)).toEqual(['357802', '3578021001001', '3578021001002']);
    expect(codesFrom(tree, '3578021002', 9)).toEqual([
      '3578021002',
      '3578021002001',
      '3578021002002',
      '3578021002004',
      '3578021002005',
    ]);
  });

  it('lists what begins as typed', () => {
    expect(codesFrom(tree, '357802100200', 9)).toHaveLength(4);
    expect(codesFrom(tree, '3578021002005', 9)).toEqual(['3578021002005']);
    expect(codesFrom(tree, '35780', 2)).toEqual(['3578011001001', '3578011001002']);
    expect(codesFrom(tree, '3578021002003', 9)).toEqual([]);
    expect(codesFrom(tree, '99', 9)).toEqual([]);
  });

  it('knows codes from other numbers', () => {
    expect(['35.78.02', '3578 021002 005', '0812', '3', '35780210020051', '12a'].map(typedCode)).toEqual([
      '357802',
      '3578021002005',
      null,
      null,
      null,
      null,
    ]);
  });
});
