import { SMALL_ROWS } from '@posko/testing';
import { codeIn, matching, namedRegions, soughtIn } from './search-words';

const REGIONS = namedRegions(SMALL_ROWS.map(([code, name]) => [code, name]));
const names = (text: string): string[] => matching(REGIONS, soughtIn(text)).map(({ code }) => code);

describe('a search', () => {
  it.each([
    ['3578021001005', '3578021001005'],
    ['35.78.02.1001', '3578021001'],
    ['35 78', '3578'],
    ['357', null],
    ['tps 5', null],
  ])('reads %s as a code: %s', (words, code) => expect(codeIn(words)).toBe(code));

  it('finds regions by beginnings of words, wider ones first', () => {
    expect(names('karang')).toEqual(['357801', '3578011002']);
    expect(names('sur')).toEqual(['3578']);
  });

  it('takes words of the regions above to tell places of one name apart', () => {
    expect(names('karang pilang surabaya')).toEqual(['357801', '3578011002']);
    expect(names('karang pacitan')).toEqual([]);
  });

  it('puts whole words before beginnings', () => {
    const regions = namedRegions([
      ['3501012003', 'KARANGPILANG'],
      ['3501012002', 'KARANG'],
    ]);
    expect(matching(regions, soughtIn('karang')).map(({ name }) => name)).toEqual(['KARANG', 'KARANGPILANG']);
  });

  it('goes to a TPS of a desa by its number', () => {
    expect(soughtIn('TPS 5 sidosermo')).toEqual({ words: ['SIDOSERMO'], tps: 5 });
    expect(names('tps 5 karang pilang')).toEqual(['3578011002']);
  });

  it('finds nothing for nothing', () => expect(names('  ')).toEqual([]));
});
