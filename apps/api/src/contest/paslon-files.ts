import { opendir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { PASLON_CODES } from '@posko/domain';
import type { PaslonCode } from '@posko/domain';

export interface PaslonFile {
  /** Below the folder that was asked for, with slashes. */
  readonly name: string;
  readonly code: PaslonCode;
  readonly text: string;
}

/**
 * Sirekap's `paslon` files below a folder (`paslon/pkwkp.json`), or the one file, which may have any name where `contest` says
 * what it is of. With `contest`, of that one alone.
 */
export async function readPaslonFiles(path: string, contest?: PaslonCode): Promise<PaslonFile[]> {
  const root = resolve(path);
  const isFile = (await stat(root)).isFile();
  const base = isFile ? dirname(root) : root;
  const found: PaslonFile[] = [];
  for (const file of isFile ? [root] : await jsonBelow(root)) {
    const code = codeOf(file) ?? (isFile ? contest : undefined);
    if (code === undefined || (contest ?? code) !== code) continue;
    found.push({ name: relative(base, file).split(sep).join('/'), code, text: await readFile(file, 'utf8') });
  }
  return found;
}

async function jsonBelow(root: string): Promise<string[]> {
  const files: string[] = [];
  for await (const entry of await opendir(root, { recursive: true })) {
    if (entry.isFile() && entry.name.endsWith('.json')) files.push(join(entry.parentPath, entry.name));
  }
  return files.sort();
}

function codeOf(file: string): PaslonCode | undefined {
  return PASLON_CODES.find((code) => basename(file) === `${code}.json`);
}
