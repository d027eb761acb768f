import { readFileSync } from 'node:fs';
import type { BucketOptions } from '@posko/api';
import { Failure } from './terminal';

const PARTS = ['ENDPOINT', 'BUCKET', 'KEY', 'SECRET_FILE'] as const;

/** What may lie in a bucket, by what the names of its settings begin with. */
export const BUCKETS = { POSKO_EVIDENCE_S3: 'photos', POSKO_PUBLIC_S3: 'public files' } as const;
export type BucketPrefix = keyof typeof BUCKETS;

/** What the environment says of a bucket. */
export type BucketEnvironment = Readonly<Record<string, unknown>>;

/** All of it or nothing: what ends up in a folder instead of the bucket would be found by nobody. */
export function readBucket(prefix: BucketPrefix, environment: BucketEnvironment): BucketOptions | undefined {
  const names = PARTS.map((part) => `${prefix}_${part}`);
  const values = names.map((name) => textOf(environment[name]));
  const [endpoint, bucket, key, secretFile] = values;
  if (values.every((value) => value === undefined)) return undefined;
  if (endpoint === undefined || bucket === undefined || key === undefined || secretFile === undefined) {
    throw new Failure(`A bucket for ${BUCKETS[prefix]} needs all of ${names.join(', ')}.`, 2);
  }
  const region = textOf(environment[`${prefix}_REGION`]) ?? 'us-east-1';
  return { endpoint, bucket, region, key, secret: secretIn(secretFile, `${prefix}_SECRET_FILE`) };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** From a file, so that it stands in no list of processes and no log of a shell. */
function secretIn(path: string, name: string): string {
  try {
    const secret = readFileSync(path, 'utf8').trim();
    if (secret !== '') return secret;
  } catch {
    throw new Failure(`${name} names ${path}, which cannot be read.`, 2);
  }
  throw new Failure(`${name} names ${path}, which is empty.`, 2);
}
