import fc from 'fast-check';
import { isLoopback, readSettings } from './settings';
import { Failure } from './terminal';

function refusal(environment: NodeJS.ProcessEnv): Failure {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error('The settings were accepted');
}

describe('settings', () => {
  it('has a default for everything', () => {
    expect(readSettings({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: undefined,
      votingDay: '2024-11-27',
      isRehearsal: false,
      isSecure: false,
      resultPolicy: { readings: 2, publishesAtOnce: true },
      openid: undefined,
    });
    expect(readSettings({}).dataDir).toMatch(/[/\\]\.posko$/);
  });

  it('takes the office’s own way with results', () => {
    const own = { POSKO_READINGS: '1', POSKO_PUBLISH: 'by-hand' };
    expect(readSettings(own).resultPolicy).toEqual({ readings: 1, publishesAtOnce: false });
    expect(refusal({ POSKO_READINGS: '3', POSKO_PUBLISH: 'never' }).message).toBe(
      'POSKO_READINGS has to be 1 or 2.\nPOSKO_PUBLISH has to be at-once or by-hand.',
    );
  });

  it('takes the inhabitants of regions', () => {
    expect(readSettings({ POSKO_POPULATION: '35=41527929,3578=3009286' }).populations).toEqual({
      '35': 41_527_929,
      '3578': 3_009_286,
    });
    expect(refusal({ POSKO_POPULATION: '41 juta' }).message).toContain('POSKO_POPULATION has to be of the form');
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readSettings({ PORT: '', HOST: '', POSKO_DATA: '', DATABASE_URL: '' })).toEqual(readSettings({}));
  });

  it('says one sentence for each value that is wrong, all at once, and blames the caller', () => {
    const { message, exitCode } = refusal({
      PORT: 'abc',
      HOST: 'all of them',
      DATABASE_URL: 'mysql://x',
      POSKO_REHEARSAL: 'yes',
      POSKO_PUBLIC_URL: 'http://posko.example.go.id',
      POSKO_TRUST_PROXY: '10.0.0.0/33',
    });
    const sentences = message.split('\n');
    expect(sentences.map((sentence) => sentence.split(' ')[0])).toEqual([
      'PORT',
      'HOST',
      'DATABASE_URL',
      'POSKO_REHEARSAL',
      'POSKO_PUBLIC_URL',
      'POSKO_TRUST_PROXY',
    ]);
    expect(sentences.every((sentence) => sentence.endsWith('.'))).toBe(true);
    expect(exitCode).toBe(2);
  });

  it.each(['-1', '65536', '3000.5', '3000 ', '1e3'])('refuses PORT=%s', (port) => {
    expect(refusal({ PORT: port }).message).toMatch(/^PORT has to be /);
  });

  it.each(['2024-02-30', '27-11-2024', 'today'])('refuses POSKO_VOTING_DAY=%s', (day) => {
    expect(refusal({ POSKO_VOTING_DAY: day }).message).toMatch(/^POSKO_VOTING_DAY has to be a date/);
  });

  it.each([
    [{ HOST: '127.0.0.2' }, false],
    [{ HOST: '0.0.0.0' }, true],
    [{ HOST: '::' }, true],
    [{ HOST: 'posko.example.go.id' }, true],
    [{ POSKO_PUBLIC_URL: 'https://posko.example.go.id' }, true],
    [{ POSKO_PUBLIC_URL: 'http://localhost:3000' }, false],
  ])('with %j keeps cookies for TLS: %s', (environment, isSecure) => {
    expect(readSettings(environment).isSecure).toBe(isSecure);
  });

  it.each(['loopback', '10.0.0.5', '10.0.0.5, 10.1.0.0/16', 'fd00::/8,uniquelocal'])(
    'believes the proxies %s',
    (list) => {
      expect(readSettings({ POSKO_TRUST_PROXY: list }).trustProxy).toBe(list.replaceAll(' ', ''));
    },
  );

  it.each(['1', 'true', '10.0.0', '10.0.0.5/', '10.0.0.5,', 'proxy.example.go.id'])(
    'refuses the proxies %s',
    (list) => {
      expect(refusal({ POSKO_TRUST_PROXY: list }).message).toMatch(/^POSKO_TRUST_PROXY has to list addresses/);
    },
  );

  it('takes an identity provider whole, with our own address, or not at all', () => {
    const openid = {
      POSKO_OPENID_ISSUER: 'https://login.example.go.id/realm',
      POSKO_OPENID_CLIENT_ID: 'posko',
      POSKO_OPENID_CLIENT_SECRET: 'secret of the client',
    };
    const POSKO_PUBLIC_URL = 'https://posko.example.go.id/';
    expect(readSettings({ ...openid, POSKO_PUBLIC_URL })).toMatchObject({
      publicUrl: 'https://posko.example.go.id',
      openid: { issuer: openid.POSKO_OPENID_ISSUER, clientId: 'posko', name: 'login.example.go.id' },
    });
    expect(readSettings({ ...openid, POSKO_PUBLIC_URL, POSKO_OPENID_NAME: 'KPU' }).openid?.name).toBe('KPU');
    const domain = { ...openid, POSKO_PUBLIC_URL, POSKO_OPENID_DOMAIN: 'kpu.go.id' };
    expect(readSettings(domain).openid?.domain).toBe('kpu.go.id');
    expect(refusal({ ...domain, POSKO_OPENID_DOMAIN: '@kpu.go.id' }).message).toMatch(/^POSKO_OPENID_DOMAIN has to be/);
    expect(refusal(openid).message).toMatch(/needs POSKO_PUBLIC_URL/);
    expect(refusal({ ...openid, POSKO_OPENID_CLIENT_ID: '', POSKO_PUBLIC_URL }).message).toMatch(/needs all of/);
    const open = { ...openid, POSKO_OPENID_ISSUER: 'http://login.example.go.id', POSKO_PUBLIC_URL };
    expect(refusal(open).message).toMatch(/^POSKO_OPENID_ISSUER has to begin with https/);
    // What is wrong is said without the secret.
    expect(refusal(openid).message).not.toContain('secret of the client');
  });

  it('takes any address of 127.0.0.0/8, ::1 and localhost for loopback, and no other', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(fc.property(byte, byte, byte, (a, b, c) => isLoopback(`127.${a}.${b}.${c}`)));
    fc.assert(fc.property(fc.ipV4(), (address) => isLoopback(address) === address.startsWith('127.')));
    fc.assert(fc.property(fc.domain(), (name) => !isLoopback(name) && !isLoopback(`127.${name}`)));
    expect(['localhost', '::1', '::', '0.0.0.0', '127.1', ''].map(isLoopback)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
