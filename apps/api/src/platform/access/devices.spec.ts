import { describe, expect, it } from '@jest/globals';
import { Devices } from './devices';
import type { ServerSecrets } from './server-secrets';

const withKey = (key: string): Devices =>
  new Devices({ of: () => Promise.resolve(Buffer.from(key)) } as unknown as ServerSecrets);

describe('a known device', () => {
  const devices = withKey('a key of the server');

  it('is known for whoever signed in on it, and for nobody else', async () => {
    const cookie = await devices.with(undefined, 'siti');
    expect(await devices.known(cookie, 'siti')).toMatch(/^[\w-]{16}$/);
    expect(await devices.known(cookie, 'budi')).toBeNull();
    expect(await devices.known(undefined, 'siti')).toBeNull();
  });

  it('stays the same one for several people who share it, the latest ten', async () => {
    let cookie: string | undefined;
    for (let n = 0; n < 12; n++) cookie = await devices.with(cookie, `name-${n}`);
    const ids = await Promise.all([...Array(12).keys()].map((n) => devices.known(cookie, `name-${n}`)));
    expect(ids.slice(0, 2)).toEqual([null, null]);
    expect(new Set(ids.slice(2)).size).toBe(1);
    expect(await devices.with(cookie, 'name-11')).toBe(cookie);
    expect(cookie?.length).toBeLessThan(300);
  });

  it('cannot be made up, nor changed to another name or id', async () => {
    const cookie = await devices.with(undefined, 'siti');
    const [id = '', proof = ''] = cookie.split('.');
    const forged = [
      await withKey('another key').with(undefined, 'siti'),
      `${'A'.repeat(16)}.${proof}`,
      `${id}.${'A'.repeat(22)}`,
      id,
      `${id}.`,
      `${cookie}.${'x'.repeat(5000)}`,
    ];
    for (const text of forged) expect(await devices.known(text, 'siti')).toBeNull();
  });
});
