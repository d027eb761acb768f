import type { FoundBrowser } from './browser';

const KEPT = Symbol.for('posko.e2e.browser');
type Keeper = typeof globalThis & { [KEPT]?: FoundBrowser | null };

/** Jest loads set-up and teardown as separate modules of one process: what passes between them hangs on the global object. */
export function keepForTeardown(browser: FoundBrowser | null): void {
  (globalThis as Keeper)[KEPT] = browser;
}

// eslint-disable-next-line no-restricted-syntax -- Jest takes the default export
export default async function teardown(): Promise<void> {
  await (globalThis as Keeper)[KEPT]?.dispose();
}
