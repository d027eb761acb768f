import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RECOVERY_CODE_LENGTH, printedRecoveryCode, readRecoveryCode, recoveryCodeOf } from './recovery-code';

describe('a recovery code', () => {
  it('is read as it was printed, and as people type it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: RECOVERY_CODE_LENGTH, maxLength: RECOVERY_CODE_LENGTH }), (bytes) => {
        const code = recoveryCodeOf(bytes);
        const printed = printedRecoveryCode(code);
        expect(printed).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
        for (const typed of [code, printed, printed.toLowerCase(), ` ${printed.replaceAll('-', ' ')} `])
          expect(readRecoveryCode(typed.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(code);
      }),
    );
  });

  it('is told from what cannot be one', () => {
    for (const text of ['', '123456', '0123-4567-89AB-CDE', '0123-4567-89AB-CDEFG', '0123-4567-89AB-CDE*'])
      expect(readRecoveryCode(text)).toBeNull();
  });
});
