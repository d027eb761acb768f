import { passwordFault } from './secret-input';

describe('a password from standard input', () => {
  it.each([
    ['', /No password came/],
    ['satu dua', /too short: 12 characters at least/],
    ['x'.repeat(257), /too long: 256 characters at most/],
    ['satu dua tiga\nempat lima', /one line/],
  ])('%j is refused with a sentence', (password, reason) => {
    expect(passwordFault(password)).toMatch(reason);
    expect(passwordFault(password)).not.toContain('satu dua');
  });

  it.each(['satu dua tiga', 'kata sandi é', ' 12 characters '])('%j will do', (password) => {
    expect(passwordFault(password)).toBeNull();
  });
});
