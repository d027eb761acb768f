/**
 * Puts `.br` and `.gz` beside every text file of a built page, at the highest quality: done once here, where seconds do not
 * matter, instead of quickly for each visitor. `node tools/posko/precompress.mjs dist/dashboard/browser`
 */
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const TEXT = /\.(js|css|svg|json)$/;
/** Below this, the headers of an answer weigh more than what is saved. */
const SMALLEST = 1024;

export function precompress(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) precompress(path);
    else if (/\.(br|gz)$/.test(entry.name)) rmSync(path);
    else if (TEXT.test(entry.name) && statSync(path).size >= SMALLEST) compress(path);
  }
}

function compress(path) {
  const content = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) precompress(process.argv[2]);
