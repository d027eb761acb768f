import { AwsClient } from 'aws4fetch';
import type { BucketOptions } from '../../platform/content/content-bucket';
import { cacheControlOf, typeOf } from '../../platform/public-files/public-address';
import { isByContent } from './tree-file';
import type { FreshTree, TreeFile, TreeSink, WriteCount } from './tree-file';

/** Requests on their way at once; what goes in its place keeps its order all the same. */
const AT_ONCE = 32;
const TIMEOUT_MS = 20_000;
const PROBE = 'v1/uji.txt';

/**
 * A tree in a bucket of a store that speaks S3, for a CDN in front of it. A store has no link to turn over: a tree made from nothing is
 * written into its place, names first that nothing points to yet, the index last. Files go as they are: whoever serves them compresses.
 */
export class TreeBucket implements TreeSink {
  private readonly client: AwsClient;
  private readonly address: string;
  private readonly there = new Set<string>();

  constructor({ endpoint, bucket, region, key, secret }: BucketOptions) {
    this.client = new AwsClient({ accessKeyId: key, secretAccessKey: secret, region, service: 's3', retries: 2 });
    this.address = `${endpoint.replace(/\/+$/, '')}/${bucket}`;
  }

  async put(files: readonly TreeFile[]): Promise<WriteCount> {
    let bytes = 0;
    let count = 0;
    for (let from = 0; from < files.length; from += AT_ONCE) {
      const some = files.slice(from, from + AT_ONCE).filter(({ path }) => !this.there.has(path));
      await Promise.all(some.map(({ path, text }) => this.putBytes(path, Buffer.from(text))));
      bytes += some.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
      count += some.length;
    }
    return { files: count, bytes };
  }

  async putBytes(path: string, bytes: Buffer): Promise<void> {
    const headers = { 'content-type': typeOf(path), 'cache-control': cacheControlOf(path) };
    const response = await this.ask(path, { method: 'PUT', body: new Uint8Array(bytes), headers });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`PUT ${path} was answered with ${response.status}`);
    if (isByContent(path)) this.there.add(path);
  }

  async has(path: string): Promise<boolean> {
    const response = await this.ask(path, { method: 'HEAD' });
    await response.body?.cancel();
    return this.isThere(path, response);
  }

  async read(path: string): Promise<string | null> {
    const response = await this.ask(path, { method: 'GET' });
    if (this.isThere(path, response)) return response.text();
    await response.body?.cancel();
    return null;
  }

  async remove(paths: readonly string[]): Promise<void> {
    for (let from = 0; from < paths.length; from += AT_ONCE) {
      const some = paths.slice(from, from + AT_ONCE);
      await Promise.all(some.map(async (path) => (await this.ask(path, { method: 'DELETE' })).body?.cancel()));
      for (const path of some) this.there.delete(path);
    }
  }

  /** A list of a bucket costs a request for a thousand names: what was left behind is for a rule of the store. */
  list(): Promise<[]> {
    return Promise.resolve([]);
  }

  async fresh(): Promise<FreshTree> {
    this.there.clear();
    await this.probe();
    return Object.assign(this, { reveal: () => Promise.resolve(), discard: () => Promise.resolve() });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** A key that may write and not read would never find its tree again, and write all of it for ever. */
  private async probe(): Promise<void> {
    await this.putBytes(PROBE, Buffer.from('posko'));
    if ((await this.read(PROBE)) !== 'posko')
      throw new Error(`${PROBE} was written and cannot be read back: the key needs GetObject too`);
    await this.remove([PROBE]);
  }

  private isThere(path: string, { ok, status }: Response): boolean {
    if (!ok && status !== 404 && status !== 403) throw new Error(`GET ${path} was answered with ${status}`);
    return ok;
  }

  private ask(path: string, init: RequestInit): Promise<Response> {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return this.client.fetch(`${this.address}/${path}`, { ...init, redirect: 'error', signal });
  }
}
