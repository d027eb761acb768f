/** Name, in the folder of public files, of the link to the tree that counts: what a web server is told to serve. */
export const PUBLIC_TREE = 'publik';

/** What stands for the folder itself. */
export const PAGE = 'index.html';
/** Names that the tree may hold; nothing hidden, nothing that leads out of it. */
const SEGMENT = /^(?!\.)[\w.-]+$/;

/** Path in the tree of what was asked for below `prefix`, or null where no file can have that name. */
export function pathOf(url: string, prefix: string): string | null {
  const end = url.search(/[?#]/);
  const path = url.slice(prefix.length, end < 0 ? undefined : end);
  if (path === '') return PAGE;
  return path.split('/').every((segment) => SEGMENT.test(segment)) ? path : null;
}

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webmanifest: 'application/manifest+json',
  zip: 'application/zip',
};

export function typeOf(path: string): string {
  return TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}

/** Named by their content. A release is named by its number alone: another server's may have had it in a rehearsal. */
const FOR_EVER = /^(v1\/(isi|unduh)\/|foto\/)|-[\w-]{8}\.(js|css)$/;
const FOR_EVER_HEADER = 'public, max-age=31536000, immutable';
/** A few seconds old is new; older than that is better than nothing while we are away. */
const FOR_NOW_HEADER = 'public, max-age=5, stale-while-revalidate=30, stale-if-error=86400';

export function isForEver(path: string): boolean {
  return FOR_EVER.test(path);
}

export function cacheControlOf(path: string): string {
  if (isForEver(path)) return FOR_EVER_HEADER;
  // The page and its worker name what belongs together: asked for each time.
  return /(\.html|ngsw[\w-]*\.js(on)?)$/.test(path) ? 'no-cache' : FOR_NOW_HEADER;
}
