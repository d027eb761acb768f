// cspell:disable -- passwords, good and bad
import { describe, expect, it } from '@jest/globals';
import { isTooCommon } from './password-rule';

describe('a password that everyone tries first', () => {
  it.each([
    'passwordpassword',
    'Password2024!',
    'PASSWORD123456',
    'rahasia sekali',
    'Jawatimur2024',
    'kpujatim-2024',
    '123456789012',
    '210987654321',
    'qwertyuiopas',
    'aaaaaaaaaaaa',
    'abababababab',
    'siti.aminah2024',
    'Siti.Aminah.',
    'siti.aminahsiti.aminah',
  ])('%s is refused', (password) => {
    expect(isTooCommon(password, 'siti.aminah')).toBe(true);
  });

  it.each(['kuda lumping di alun-alun', 'tujuh belas becak biru', 'X9v#mQ2!pLs7', 'siti.aminah makan rujak'])(
    '%s is taken',
    (password) => {
      expect(isTooCommon(password, 'siti.aminah')).toBe(false);
    },
  );
});
