import fc from 'fast-check';
import { activationCodeOf, printedActivationCode, readActivationCode } from './activation-code';
import { DIGITS } from './base32';

const codes = fc.uint8Array({ minLength: 9, maxLength: 9 }).map(activationCodeOf);
const place = fc.integer({ min: 0, max: 9 });

function exchanged(code: string, one: number, other: number): string {
  const digits = Array.from(code);
  [digits[one], digits[other]] = [digits[other] ?? '', digits[one] ?? ''];
  return digits.join('');
}

describe('activation codes', () => {
  it('are read as printed, in lower case, with spaces, and with the letters that look like digits', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
        const printed = printedActivationCode(code);
        const spoken = printed.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replace('-', ' ');
        expect([code, printed, spoken, ` ${code} `].map(readActivationCode)).toEqual([code, code, code, code]);
      }),
    );
  });

  it('with one wrong digit are none, whichever it is', () => {
    fc.assert(
      fc.property(codes, place, fc.integer({ min: 1, max: 31 }), (code, at, step) => {
        const wrong = DIGITS[(DIGITS.indexOf(code[at] ?? '') + step) % 32] ?? '';
        expect(readActivationCode(code.slice(0, at) + wrong + code.slice(at + 1))).toBeNull();
      }),
    );
  });

  it('with two digits exchanged are none, unless the two are alike', () => {
    fc.assert(
      fc.property(codes, place, place, (code, one, other) => {
        const typed = exchanged(code, one, other);
        expect(readActivationCode(typed)).toBe(typed === code ? code : null);
      }),
    );
  });

  it.each(['', '0', '00000000000', '000000000', '½¾€½¾€½¾€½', '000000000U', '00000*0000', '\u0000'.repeat(10)])(
    'are not %j',
    (text) => {
      expect(readActivationCode(text)).toBeNull();
    },
  );
});
