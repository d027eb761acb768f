import fc from 'fast-check';
import { looksLikePhone, phoneDigits } from './phone';

describe('phoneDigits', () => {
  it.each(['0812-3456-789', '+62 812 3456 789', '62812 3456 789', '8123456789', '(0812) 3456.789', '0062 8123456789'])(
    'gives %s the same digits',
    (spelling) => {
      expect(phoneDigits(spelling)).toBe('628123456789');
    },
  );

  it.each([
    ['+1 202 555 0100', '12025550100'],
    ['(031) 8292591', '62318292591'],
    ['+62', '62'],
    ['tidak ada', ''],
  ])('makes of %s %s', (spelling, digits) => {
    expect(phoneDigits(spelling)).toBe(digits);
  });

  it('makes of the beginning of a number the beginning of its digits', () => {
    const mobile = fc.stringMatching(/^08[1-9]\d{6,10}$/);
    fc.assert(
      fc.property(mobile, fc.integer({ min: 1, max: 9 }), (number, length) => {
        expect(phoneDigits(number).startsWith(phoneDigits(number.slice(0, length)))).toBe(true);
      }),
    );
  });
});

describe('looksLikePhone', () => {
  it('knows numbers by how they begin', () => {
    expect(['0812', '+62 8', '812 34', '62812', '(031) 8'].map(looksLikePhone)).toEqual([true, true, true, true, true]);
    expect(['08', '3578', 'kebon 12', '0812 siti', ''].map(looksLikePhone)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
