import { openAsBlob } from 'node:fs';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Logger } from '@nestjs/common';
import { AwsClient } from 'aws4fetch';
import { ApiError } from '../http/api-error';
import { placeOf } from './content-store';
import type { Content, ContentStore, Received } from './content-store';

/** A bucket of a store that speaks S3, and whoever may write there. */
export interface BucketOptions {
  /** Without the bucket: `https://s3.example.go.id`. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly key: string;
  readonly secret: string;
}

/** A request that has not ended by then is given up. */
const TIMEOUT_MS = 20_000;

/**
 * A bucket of bytes, in the same places as in a folder. They come in by a folder of this machine, so that nothing is sent on
 * before it is known to be wanted; the bucket is told their SHA-256 and refuses what does not have it.
 */
export class ContentBucket implements ContentStore {
  private readonly logger = new Logger('Bucket');
  private readonly client: AwsClient;
  private readonly address: string;

  constructor(
    { endpoint, bucket, region, key, secret }: BucketOptions,
    private readonly incoming: ContentStore,
  ) {
    const keys = { accessKeyId: key, secretAccessKey: secret };
    this.client = new AwsClient({ ...keys, region, service: 's3', retries: 2 });
    this.address = `${endpoint.replace(/\/+$/, '')}/${bucket}`;
  }

  receive(body: Readable, limit: number): Promise<Received> {
    return this.incoming.receive(body, limit);
  }

  async settle({ path, sha256 }: Received): Promise<void> {
    await this.put(sha256, await openAsBlob(path), sha256);
  }

  discard(received: Pick<Received, 'path'>): Promise<void> {
    return this.incoming.discard(received);
  }

  async add(name: string, bytes: Buffer): Promise<void> {
    await this.put(name, new Blob([new Uint8Array(bytes)]), createHash('sha256').update(bytes).digest('hex'));
  }

  async has(name: string): Promise<boolean> {
    const response = await this.ask(name, { method: 'HEAD' });
    await response.body?.cancel();
    return this.isThere(response);
  }

  async read(name: string): Promise<Content | null> {
    const response = await this.ask(name, { method: 'GET' });
    if (!this.isThere(response) || response.body === null) {
      await response.body?.cancel();
      return null;
    }
    const bytes = Number(response.headers.get('content-length'));
    // The same streams under two names: the browser's, and those of Node.
    return { stream: Readable.fromWeb(response.body as ReadableStream<Uint8Array>), bytes };
  }

  sweep(): Promise<number> {
    return this.incoming.sweep();
  }

  private async put(name: string, body: Blob, sha256: string): Promise<void> {
    const headers = { 'x-amz-content-sha256': sha256, 'content-type': 'application/octet-stream' };
    const response = await this.ask(name, { method: 'PUT', body, headers });
    await response.body?.cancel();
    if (!response.ok) throw this.failed(`PUT ${response.status}`);
  }

  private isThere({ ok, status }: Response): boolean {
    if (!ok && status !== 404) throw this.failed(`GET ${status}`);
    return ok;
  }

  private async ask(name: string, init: RequestInit): Promise<Response> {
    const address = [this.address, ...placeOf(name)].join('/');
    try {
      return await this.client.fetch(address, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch (error) {
      throw this.failed(String(error));
    }
  }

  /** Whoever sent something is told to come again; what is wrong is for the log. */
  private failed(what: string): ApiError {
    this.logger.error(`${this.address} does not work: ${what}`);
    return new ApiError('not-ready');
  }
}
