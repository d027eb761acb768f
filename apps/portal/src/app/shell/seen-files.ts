import { Injectable } from '@angular/core';

/** A file as it was when it was loaded last, and when that was (ms since the epoch). */
export interface SeenFile {
  readonly text: string;
  readonly savedAt: number;
}

const CACHE = 'posko-portal-seen';
const MOST = 400;
const SAVED_AT = 'x-saved-at';

/**
 * Files that were opened on this device, for reading them without a connection. In the browser's cache storage, which pages without
 * a secure connection do not have: then for as long as the page is open.
 */
@Injectable({ providedIn: 'root' })
export class SeenFiles {
  private readonly inPage = new Map<string, SeenFile>();

  async find(key: string): Promise<SeenFile | null> {
    const known = this.inPage.get(key);
    if (known !== undefined) return known;
    try {
      const answer = await (await this.open())?.match(addressOf(key));
      if (answer === undefined) return null;
      return { text: await answer.text(), savedAt: Number(answer.headers.get(SAVED_AT)) };
    } catch {
      return null;
    }
  }

  async keep(key: string, file: SeenFile): Promise<void> {
    this.inPage.set(key, file);
    try {
      const cache = await this.open();
      if (cache === null) return;
      await cache.put(addressOf(key), new Response(file.text, { headers: { [SAVED_AT]: String(file.savedAt) } }));
      await forgetOldest(cache);
    } catch {
      // The device is full, or storage is forbidden: it is kept for this visit.
    }
  }

  private async open(): Promise<Cache | null> {
    return 'caches' in globalThis ? await caches.open(CACHE) : null;
  }
}

/** A request of that address is never sent; it names what is kept. */
function addressOf(key: string): string {
  return `seen/${key}`;
}

/** The cache lists what was written longest ago first. */
async function forgetOldest(cache: Cache): Promise<void> {
  const all = await cache.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - MOST)).map((request) => cache.delete(request)));
}
