import { Pool } from 'undici';
import type { Dispatcher } from 'undici';

/** Whoever a cookie speaks for, with the few connections that a browser keeps. */
export class HttpPerson {
  private readonly pool: Pool;

  constructor(
    url: string,
    private readonly cookie: string,
    connections = 4,
  ) {
    this.pool = new Pool(url, { connections, pipelining: 1 });
  }

  get(path: string): Promise<Answered> {
    return this.ask('GET', path);
  }

  send(method: 'POST' | 'PATCH' | 'PUT', path: string, body: object): Promise<Answered> {
    return this.ask(method, path, JSON.stringify(body));
  }

  async leave(): Promise<void> {
    await this.pool.destroy();
  }

  private async ask(method: Dispatcher.HttpMethod, path: string, content?: string): Promise<Answered> {
    const startedAt = performance.now();
    const headers = { cookie: this.cookie, ...(content === undefined ? {} : { 'content-type': 'application/json' }) };
    const body = content === undefined ? {} : { body: content };
    const response = await this.pool.request({ method, path, headers, ...body });
    const text = await response.body.text();
    return { status: response.statusCode, ms: performance.now() - startedAt, text };
  }
}

export interface Answered {
  readonly status: number;
  /** From the request to the last byte of the answer. */
  readonly ms: number;
  readonly text: string;
}
