import { describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { newRecoveryCodes, newTotpSecret, recoveryHash, totpStep, totpUri } from './second-factor';

const NOW = Date.parse('2024-11-27T07:00:10+07:00');
const STEP = Math.floor(NOW / 30_000);

describe('the second factor', () => {
  const secret = newTotpSecret();
  const codeAt = (ms: number): string => generateSync({ secret, epoch: Math.floor(ms / 1000) });

  it('knows the code of now, of one step before and of one after, and which step it was', () => {
    expect([-30_000, 0, 30_000].map((ms) => totpStep(secret, codeAt(NOW + ms), NOW))).toEqual([
      STEP - 1,
      STEP,
      STEP + 1,
    ]);
    expect([-60_000, 60_000].map((ms) => totpStep(secret, codeAt(NOW + ms), NOW))).toEqual([null, null]);
  });

  it('is refused as anything but six digits', () => {
    const code = codeAt(NOW);
    for (const typed of ['', '12345', `${code}0`, ` ${code}`, 'abcdef', '١٢٣٤٥٦'])
      expect(totpStep(secret, typed, NOW)).toBeNull();
  });

  it('is told to the app as every app reads it', () => {
    const uri = new URL(totpUri(secret, 'siti.aminah'));
    expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual([
      'otpauth:',
      'totp',
      '/Posko:siti.aminah',
    ]);
    expect([uri.searchParams.get('secret'), uri.searchParams.get('issuer')]).toEqual([secret, 'Posko']);
  });

  it('has recovery codes that differ, and are known by their hash however they are typed', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    const [code = ''] = codes;
    expect(recoveryHash(code.toLowerCase())).toEqual(recoveryHash(code));
    expect(recoveryHash('123456')).toBeNull();
  });
});
