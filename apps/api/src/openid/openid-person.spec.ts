import { describe, expect, it } from '@jest/globals';
import { hasSecondFactor, namesOf } from './openid-person';

describe('names that a provider vouches for', () => {
  it.each([
    [{ preferred_username: 'Siti.Aminah' }, ['siti.aminah']],
    [{ preferred_username: 'siti@kpu.go.id' }, ['siti']],
    [{ preferred_username: 'siti@elsewhere.id', email: 'budi@KPU.go.id', email_verified: true }, ['budi']],
    [{ preferred_username: 'siti', email: 'siti@kpu.go.id', email_verified: true }, ['siti']],
    [{ email: 'budi@kpu.go.id', email_verified: false }, []],
    [{ email: 'budi@kpu.go.id', email_verified: 'true' }, []],
    [{ email: 'budi@kpu.go.id@evil.id', email_verified: true }, []],
    [{ email: 'budi@notkpu.go.id', email_verified: true }, []],
    [{ preferred_username: { toString: (): string => 'admin' } }, []],
    [{ preferred_username: '' }, []],
    [{}, []],
  ])('%j', (claims, names) => {
    expect(namesOf({ sub: '1', ...claims }, 'kpu.go.id')).toEqual(names);
  });

  it('are none from addresses where no domain is set', () => {
    const claims = { sub: '1', email: 'budi@kpu.go.id', email_verified: true, preferred_username: 'siti@kpu.go.id' };
    expect(namesOf(claims, undefined)).toEqual([]);
  });
});

describe('a second factor at the provider', () => {
  it.each([
    [['pwd', 'otp'], true],
    [['mfa'], true],
    [['pwd'], false],
    [[], false],
    ['mfa', false],
    [undefined, false],
  ])('%j: %s', (amr, isThere) => {
    expect(hasSecondFactor({ sub: '1', amr })).toBe(isThere);
  });
});
