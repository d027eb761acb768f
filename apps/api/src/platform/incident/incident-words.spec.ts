import { describe, expect, it } from '@jest/globals';
import type { Incident } from '@posko/domain';
import { wordQuery, wordsOf } from './incident-words';

const incident = {
  number: 4711,
  kind: 'LOG-01',
  place: '3578011001001',
  note: 'Surat suara kurang 20 lembar; Café',
  caller: 'Bu Sari',
  phone: '+62 812-3456-789',
} as unknown as Incident;

describe('the words of an incident', () => {
  it('are its number, kind, place, note and caller, and the telephone number both ways', () => {
    expect(wordsOf(incident)).toEqual([
      ...['#4711', '3578011001001', 'log01', 'surat', 'suara', 'kurang', '20', 'lembar', 'cafe', 'bu', 'sari'],
      ...['8123456789', 'r9876543218'],
    ]);
  });

  it('never hold what a query could take for an operator', () => {
    for (const note of [`' | ':* & !`, '\\', "o'reilly", 'a\u00a0b\u2003c', '<->'])
      for (const word of wordsOf({ ...incident, note })) expect(word).toMatch(/^#?[\p{L}\p{N}]+$/u);
  });
});

describe('a search', () => {
  it.each([
    ['kurang surat', `'kurang':* & 'surat':*`],
    ['LOG-01', `'log01':*`],
    ['#4711', `'#4711'`],
    ['12 lembar', `('#12' | '12':*) & 'lembar':*`],
    ['0812 3456', `('#08123456' | '08123456':* | '8123456':* | 'r65432180':*)`],
    [`'); DROP`, `'drop':*`],
    ['  ...  ', null],
  ])('of %s', (typed, query) => {
    expect(wordQuery(typed)).toBe(query);
  });
});
