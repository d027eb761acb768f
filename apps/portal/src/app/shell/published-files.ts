import { Injectable, InjectionToken, inject } from '@angular/core';
import { PORTAL_CLOCK } from './portal-clock';
import { SeenFiles } from './seen-files';

export type Fetch = (address: string, init: RequestInit) => Promise<Response>;
export const FETCH = new InjectionToken<Fetch>('fetch', {
  providedIn: 'root',
  factory: () => (address, init) => fetch(address, init),
});

/** A file with where it comes from. */
export interface Told<T> {
  readonly file: T;
  /** `device`: as it was when it was loaded last; the server could not be asked, or has not answered yet. */
  readonly from: 'server' | 'device';
  /** When the server gave it, by this device's clock. */
  readonly savedAt: number;
  /** By how much the server's clock is ahead of this device's, in ms. */
  readonly clockAhead: number;
}

export interface Asking {
  /** Under which name it is remembered: the same for every version of a file. */
  readonly key: string;
  readonly address: string;
}

/** The file is there and made for another reader than this one. */
export class OtherLayout extends Error {
  constructor(readonly version: unknown) {
    super(`The file has layout ${String(version)}`);
  }
}

const FOLDER = 'v1/';
const VERSION = 1;
/** On a bad line a file of a few kilobytes may take its time; a line that gives nothing for so long gives nothing. */
const PATIENCE_MS = 20_000;
/** Named by its content: there is never another file at that address. */
const FIXED = /[0-9a-f]{16}/;

export function isFixed(address: string): boolean {
  return FIXED.test(address);
}

/**
 * Reads the published files: from the server, else as this device saw them last. The page keeps what it saw itself, and its service
 * worker leaves these requests alone, so that a file from yesterday is never taken for an answer of today.
 */
@Injectable({ providedIn: 'root' })
export class PublishedFiles {
  private readonly fetch = inject(FETCH);
  private readonly seen = inject(SeenFiles);
  private readonly clock = inject(PORTAL_CLOCK);

  /** From the server, else from the device; throws where neither has it. */
  async read<T>(asking: Asking): Promise<Told<T>> {
    try {
      return await this.ask<T>(asking);
    } catch (error) {
      const known = error instanceof OtherLayout ? null : await this.recall<T>(asking);
      if (known === null) throw error;
      return known;
    }
  }

  /** As the device saw it last, or null. */
  async recall<T>({ key }: Pick<Asking, 'key'>): Promise<Told<T> | null> {
    const known = await this.seen.find(key);
    if (known === null) return null;
    return { file: parse(known.text) as T, from: 'device', savedAt: known.savedAt, clockAhead: 0 };
  }

  private async ask<T>({ key, address }: Asking): Promise<Told<T>> {
    const answer = await this.fetch(FOLDER + address, {
      cache: isFixed(address) ? 'default' : 'no-cache',
      credentials: 'omit',
      headers: { 'ngsw-bypass': 'true' },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const text = await answer.text();
    const file = parse(text) as T;
    const savedAt = this.clock.now();
    await this.seen.keep(key, { text, savedAt });
    return { file, from: 'server', savedAt, clockAhead: aheadBy(answer.headers, savedAt) };
  }
}

function parse(text: string): unknown {
  const file = JSON.parse(text) as { readonly version?: unknown };
  if (file.version !== VERSION) throw new OtherLayout(file.version);
  return file;
}

/** Clocks of telephones are wrong by minutes; `age` is how long somebody on the way has kept the answer. */
function aheadBy(headers: Headers, now: number): number {
  const sent = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(sent)) return 0;
  const ahead = sent + Number(headers.get('age') ?? 0) * 1000 - now;
  return Math.abs(ahead) < 2000 ? 0 : ahead;
}
