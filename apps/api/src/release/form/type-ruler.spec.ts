import { describe, expect, it } from '@jest/globals';
import { TypeRuler } from './type-ruler';

const measured: string[] = [];
const ruler = new TypeRuler((word) => {
  measured.push(word);
  return word.length;
});
const type = { size: 1 };

describe('a ruler of type', () => {
  it('adds up words and blanks, and measures each once for all sizes', () => {
    expect([ruler.width('satu dua satu', type), ruler.width('satu dua satu', { size: 2 })]).toEqual([13, 26]);
    expect(measured).toEqual([' ', 'satu', 'dua']);
  });

  it('breaks at blanks, and long words where the line ends', () => {
    expect(ruler.lines('satu dua tiga empat', type, { width: 9 })).toEqual(['satu dua', 'tiga', 'empat']);
    expect(ruler.lines('dua Surabaya', type, { width: 3 })).toEqual(['dua', 'Sur', 'aba', 'ya']);
  });

  it('marks what is missing by an ellipsis', () => {
    expect(ruler.lines('satu dua tiga empat', type, { width: 9, most: 2 })).toEqual(['satu dua', 'tiga emp…']);
    expect([ruler.clipped('Kota Batu', type, 9), ruler.clipped('Kota Batu', type, 6)]).toEqual(['Kota Batu', 'Kota…']);
  });

  it('comes to an end where there is no room at all', () => {
    expect(ruler.lines('satu', type, { width: 0.5 })).toEqual(['s', 'a', 't', 'u']);
    expect(ruler.clipped('satu', type, 0)).toBe('…');
  });
});
