import { DOCUMENT, inject } from '@angular/core';
import type { NavigationError } from '@angular/router';

const KEY = 'posko.reloadedAt';
/** A second failure this soon is not cured by loading anew. */
const AGAIN_AFTER_MS = 30_000;

/**
 * A page whose code cannot be loaded: mostly this tab is older than the server, whose files have other names by now. Loads the whole
 * app anew at the address that was wanted, once.
 */
export function reloadForNewVersion(error: NavigationError): void {
  const { defaultView } = inject(DOCUMENT);
  if (defaultView === null) return;
  const { sessionStorage, location } = defaultView;
  const last = Number(sessionStorage.getItem(KEY) ?? 0);
  if (Date.now() - last < AGAIN_AFTER_MS) return;
  sessionStorage.setItem(KEY, String(Date.now()));
  location.assign(error.url);
}
