import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { isByContent } from './tree-file';
import type { TreeFile, WriteCount } from './tree-file';

/** Good enough for text that is asked for a thousand times, and a hundred times quicker than the best. */
const BROTLI = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
};
const GZIP = { level: 6 };
const ASIDE = '.new';

/** Folders known to be there, so that nobody asks again for each of sixty thousand files. */
export type KnownFolders = Set<string>;

/**
 * Writes files one after the other, each aside first and then under its name, its twins before it. Meant for a thread of its own:
 * it waits for the disk.
 */
export function writeFiles(root: string, files: readonly TreeFile[], known: KnownFolders): WriteCount {
  let count = 0;
  let bytes = 0;
  for (const { path, text, hasTwins } of files) {
    const target = join(root, path);
    const plain = Buffer.from(text);
    // A power cut may leave a name without its content.
    if (isByContent(path) && statSync(target, { throwIfNoEntry: false })?.size === plain.length) continue;
    makeFolder(dirname(target), known);
    const all: [string, Buffer][] = hasTwins
      ? [
          [`${target}.br`, brotliCompressSync(plain, BROTLI)],
          [`${target}.gz`, gzipSync(plain, GZIP)],
          [target, plain],
        ]
      : [[target, plain]];
    for (const [name, content] of all) {
      putWhere(name, content);
      count += 1;
      bytes += content.length;
    }
  }
  return { files: count, bytes };
}

/** Removes files and their twins; what is not there is no matter. */
export function removeFiles(root: string, paths: readonly string[]): void {
  for (const path of paths) for (const ending of ['', '.br', '.gz']) rmSync(join(root, path + ending), { force: true });
}

export function putWhole(target: string, content: Buffer): void {
  const aside = target + ASIDE;
  try {
    writeFileSync(aside, content);
    renameSync(aside, target);
  } catch (error) {
    // A disk that is full must not stay so for our sake.
    rmSync(aside, { force: true });
    throw error;
  }
}

/** Where the tree was put in the place of another, a folder that was known may be gone. */
function putWhere(target: string, content: Buffer): void {
  try {
    putWhole(target, content);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(dirname(target), { recursive: true });
    putWhole(target, content);
  }
}

function makeFolder(folder: string, known: KnownFolders): void {
  if (known.has(folder)) return;
  mkdirSync(folder, { recursive: true });
  known.add(folder);
}
