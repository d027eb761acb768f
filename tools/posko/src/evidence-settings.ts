import { readFileSync } from 'node:fs';
import type { BucketOptions } from '@posko/api';
import { Failure } from './terminal';

const NEEDED = [
  'POSKO_EVIDENCE_S3_ENDPOINT',
  'POSKO_EVIDENCE_S3_BUCKET',
  'POSKO_EVIDENCE_S3_KEY',
  'POSKO_EVIDENCE_S3_SECRET_FILE',
] as const;

/** What the environment says of a bucket for photos. */
export type BucketEnvironment = Readonly<
  Partial<Record<(typeof NEEDED)[number] | 'POSKO_EVIDENCE_S3_REGION', string | undefined>>
>;

/** All of it or nothing: photos that end up in a folder instead of the bucket would be found by nobody. */
export function readBucket(environment: BucketEnvironment): BucketOptions | undefined {
  const [endpoint, bucket, key, secretFile] = NEEDED.map((name) => environment[name]);
  if (endpoint === undefined && bucket === undefined && key === undefined && secretFile === undefined) return undefined;
  if (endpoint === undefined || bucket === undefined || key === undefined || secretFile === undefined) {
    throw new Failure(`A bucket for photos needs all of ${NEEDED.join(', ')}.`, 2);
  }
  const region = environment.POSKO_EVIDENCE_S3_REGION ?? 'us-east-1';
  return { endpoint, bucket, region, key, secret: secretIn(secretFile) };
}

/** From a file, so that it stands in no list of processes and no log of a shell. */
function secretIn(path: string): string {
  try {
    const secret = readFileSync(path, 'utf8').trim();
    if (secret !== '') return secret;
  } catch {
    throw new Failure(`POSKO_EVIDENCE_S3_SECRET_FILE names ${path}, which cannot be read.`, 2);
  }
  throw new Failure(`POSKO_EVIDENCE_S3_SECRET_FILE names ${path}, which is empty.`, 2);
}
