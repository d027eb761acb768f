import type { IncomingHttpHeaders } from 'node:http';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** As much of a request as tells from where it was started. */
export interface Sent {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** Name and port by which we were asked, also through a proxy we trust. */
  readonly host: string;
}

/**
 * True where a browser sends a change because another site told it to. Browsers say where a request was started
 * (Sec-Fetch-Site), older ones at least its origin; what says neither is a program, which carries nobody's cookies by accident.
 */
export function isCrossSite({ method, headers, host }: Sent): boolean {
  if (SAFE.has(method)) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return !isSameOrigin(headers.origin, host);
}

/** Browsers always name the origin of what may change something; programs may leave it out. */
export function isSameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
