import { createHash } from 'node:crypto';

const STYLE =
  'body{margin:20vh auto 0;max-width:32rem;padding:0 1.5rem;font:1.125rem/1.6 system-ui,sans-serif}h1{font-size:1.75rem;line-height:1.2}';

/** Shown until the first tree stands. No script, nothing from elsewhere: it asks again by itself. */
export const PREPARED_PAGE = `<!doctype html>
<html lang="id">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta http-equiv="refresh" content="5">
<title>Hitung nyata</title>
<style>${STYLE}</style>
<h1>Hitung nyata</h1>
<p>Halaman ini sedang disiapkan dan akan tampil dengan sendirinya.</p>
<p lang="en">This page is being prepared and will appear by itself.</p>
</html>
`;

/** Its one style and nothing else. */
export const PREPARED_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'`;
