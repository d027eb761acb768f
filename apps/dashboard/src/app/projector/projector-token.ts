import { DOCUMENT, inject } from '@angular/core';

const KEPT = 'posko.projector';

/**
 * The token of the link that this window was opened by. It comes behind `#`, which no server sees, and is taken out of the address
 * at once: what hangs on the wall of a press room is photographed. For a reload it is kept in this window alone.
 */
export function takeProjectorToken(): string | null {
  const document = inject(DOCUMENT);
  const { location } = document;
  const storage = storageOf(document.defaultView);
  const token = tokenIn(location.hash);
  if (token === null) return storage?.getItem(KEPT) ?? null;
  const history = document.defaultView?.history;
  history?.replaceState(history.state, '', location.pathname + location.search);
  storage?.setItem(KEPT, token);
  return token;
}

/** `#t=…`, or the token alone. */
function tokenIn(hash: string): string | null {
  const text = hash.replace(/^#(t=)?/, '');
  return text === '' ? null : text;
}

/** Storage may be forbidden: then a reload asks for the link again. */
function storageOf(view: Window | null): Storage | null {
  try {
    return view?.sessionStorage ?? null;
  } catch {
    return null;
  }
}
