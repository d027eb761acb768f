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
    });
    expect(readSettings({}).dataDir).toMatch(/[/\\]\.posko$/);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readSettings({ PORT: '', HOST: '', POSKO_DATA: '', DATABASE_URL: '' })).toEqual(readSettings({}));
  });

  it('says one sentence for each value that is wrong, all at once, and blames the caller', () => {
    const { message, exitCode } = refusal({
      PORT: 'abc',
      HOST: '0.0.0.0',
      DATABASE_URL: 'mysql://x',
      POSKO_REHEARSAL: 'yes',
    });
    const sentences = message.split('\n');
    expect(sentences.map((sentence) => sentence.split(' ')[0])).toEqual([
      'PORT',
      'HOST',
      'DATABASE_URL',
      'POSKO_REHEARSAL',
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
