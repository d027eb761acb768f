import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { BucketOptions } from '../content-bucket';

/** As much of the server as is used here; it comes without types. */
interface S3Server {
  run(): Promise<AddressInfo>;
  close(): Promise<void>;
}
type S3Class = new (options: {
  directory: string;
  port: number;
  address: string;
  silent: boolean;
  configureBuckets: { name: string }[];
}) => S3Server;

const FakeS3 = createRequire(import.meta.url)('@20minutes/s3rver') as S3Class;

export interface RunningS3 {
  readonly options: BucketOptions;
  close(): Promise<void>;
}

/** A server that speaks S3 and checks signatures, with one bucket, on a free port of this machine. */
export async function startS3(directory: string): Promise<RunningS3> {
  const bucket = 'evidence';
  const place = { directory, port: 0, address: '127.0.0.1' };
  const server = new FakeS3({ ...place, silent: true, configureBuckets: [{ name: bucket }] });
  const { port } = await server.run();
  // Its own, which cannot be set.
  const keys = { key: 'S3RVER', secret: 'S3RVER' };
  const options = { endpoint: `http://127.0.0.1:${port}`, bucket, region: 'us-east-1', ...keys };
  return { options, close: () => server.close() };
}
