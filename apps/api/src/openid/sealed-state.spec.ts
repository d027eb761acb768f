import { describe, expect, it } from '@jest/globals';
import { StateSeal } from './sealed-state';

const STATE = { state: 's', nonce: 'n', verifier: 'v', until: 1000 };

describe('the state of a sign-in under way', () => {
  const seal = new StateSeal('secret');

  it('comes back from the browser as it was, also on another instance, and only in time', () => {
    const text = seal.seal(STATE);
    expect(text).toMatch(/^[\w-]+$/);
    expect(new StateSeal('secret').open(text, 999)).toEqual(STATE);
    expect(seal.open(text, 1000)).toBeNull();
  });

  it('never looks the same twice, and tells nothing', () => {
    expect(seal.seal(STATE)).not.toBe(seal.seal(STATE));
    expect(Buffer.from(seal.seal(STATE), 'base64url').toString('latin1')).not.toContain('verifier');
  });

  it('changed, cut, sealed by someone else or made up is none', () => {
    const text = seal.seal(STATE);
    const flipped = Buffer.from(text, 'base64url');
    flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
    const others = [
      flipped.toString('base64url'),
      text.slice(0, -4),
      new StateSeal('other').seal(STATE),
      '',
      'x',
      undefined,
    ];
    expect(others.map((other) => seal.open(other, 0))).toEqual(others.map(() => null));
  });
});
