import type { Clock } from '@posko/domain';
import type { PublishedTree } from '@posko/testing';
import { FETCH } from '../published-files';
import type { Fetch } from '../published-files';
import { PORTAL_CLOCK } from '../portal-clock';

/** A server of files that tests fill, take away, and ask what was read. */
export class FakeServer {
  readonly asked: string[] = [];
  isAway = false;
  headers: Record<string, string> = {};

  constructor(public tree: PublishedTree | ReadonlyMap<string, object>) {}

  readonly fetch: Fetch = (address) => {
    this.asked.push(address);
    if (this.isAway) return Promise.reject(new TypeError('Failed to fetch'));
    const file = this.tree.get(address.replace(/^v1\//, ''));
    const answer = {
      ok: file !== undefined,
      status: file === undefined ? 404 : 200,
      headers: { get: (name: string) => this.headers[name] ?? null },
      text: () => Promise.resolve(JSON.stringify(file)),
    };
    return Promise.resolve(answer as unknown as Response);
  };

  /** What a test bed needs so that the portal reads from here. */
  providers(clock: Clock): object[] {
    return [
      { provide: FETCH, useValue: this.fetch },
      { provide: PORTAL_CLOCK, useValue: clock },
    ];
  }
}

/** Until everything that was asked for has been answered and shown. */
export async function settle(turns = 30): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await Promise.resolve();
}
