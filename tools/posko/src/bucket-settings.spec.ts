import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readBucket } from './bucket-settings';
import { readSettings } from './settings';

describe('a bucket for photos', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'posko-secret-'));
    await writeFile(join(folder, 'secret'), 'rahasia\n');
    await writeFile(join(folder, 'empty'), '\n');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const said = (file = 'secret'): Record<string, string> => ({
    POSKO_EVIDENCE_S3_ENDPOINT: 'https://s3.example.go.id',
    POSKO_EVIDENCE_S3_BUCKET: 'bukti',
    POSKO_EVIDENCE_S3_KEY: 'posko',
    POSKO_EVIDENCE_S3_SECRET_FILE: join(folder, file),
  });

  it('is none unless the environment says so', () => {
    expect(readBucket('POSKO_EVIDENCE_S3', {})).toBeUndefined();
    expect(readSettings({}).evidenceBucket).toBeUndefined();
  });

  it('has its secret from a file', () => {
    expect(readSettings(said()).evidenceBucket).toEqual({
      endpoint: 'https://s3.example.go.id',
      bucket: 'bukti',
      region: 'us-east-1',
      key: 'posko',
      secret: 'rahasia',
    });
  });

  it('for the public files is another one', () => {
    const own = Object.fromEntries(
      Object.entries(said()).map(([name, value]) => [name.replace('EVIDENCE', 'PUBLIC'), value]),
    );
    expect(readSettings(own)).toMatchObject({ evidenceBucket: undefined, publicBucket: { bucket: 'bukti' } });
  });

  it('is said wholly, in words that stand for something', () => {
    for (const name of Object.keys(said())) {
      expect(() => readSettings({ ...said(), [name]: '' })).toThrow('A bucket for photos needs all of');
    }
    expect(() => readSettings(said('empty'))).toThrow('which is empty');
    expect(() => readSettings(said('nowhere'))).toThrow('cannot be read');
    const plain = { ...said(), POSKO_EVIDENCE_S3_ENDPOINT: 'http://s3.example.go.id' };
    expect(() => readSettings(plain)).toThrow('https://');
    expect(() => readSettings({ ...said(), POSKO_EVIDENCE_S3_BUCKET: '../x' })).toThrow('POSKO_EVIDENCE_S3_BUCKET');
  });
});
