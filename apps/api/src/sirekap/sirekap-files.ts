import { opendir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { CONTEST_CODES } from '@posko/domain';
import type { ContestCode } from '@posko/domain';
import { NATIONAL_CODE } from '@posko/domain';

/** Names of aggregate files down to those of a kecamatan; a desa's file and a TPS's have longer codes. */
const AGGREGATE = /^(0|[1-9]\d(?:\d{2}){0,2})\.json$/;

export interface FoundFile {
  readonly path: string;
  /** Below the folder that was asked for, with slashes. */
  readonly name: string;
  readonly region: string;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  /** Files that are something else: of another contest, of a desa or TPS, no JSON. */
  readonly passedOver: number;
}

/**
 * The aggregate files of a contest below a folder, or the one file. Sirekap's own layout (`…/pkwkp/35/3578.json`) may begin
 * at any of its levels, and several time stamps may lie side by side. A file belongs to the contest whose code is the
 * nearest folder above it; where there is none, to the contest asked for.
 */
export async function findSirekapFiles(path: string, contest: ContestCode): Promise<FoundFiles> {
  const root = resolve(path);
  const paths = (await stat(root)).isFile() ? [root] : await filesBelow(root);
  const base = paths[0] === root ? dirname(root) : root;
  const files = paths.flatMap((file): FoundFile[] => {
    const region = AGGREGATE.exec(basename(file))?.[1];
    if (region === undefined || (contestOf(file) ?? contest) !== contest) return [];
    return [{ path: file, name: relative(base, file).split(sep).join('/'), region }];
  });
  files.sort(byDepthAndName);
  return { files, passedOver: paths.length - files.length };
}

function contestOf(file: string): string | undefined {
  return file.split(sep).findLast((part) => CONTEST_CODES.some((code) => code === part));
}

async function filesBelow(root: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const entry of await opendir(root, { recursive: true })) {
    if (entry.isFile()) paths.push(join(entry.parentPath, entry.name));
  }
  return paths;
}

/** The nation first, then provinces, and so on. */
function byDepthAndName(a: FoundFile, b: FoundFile): number {
  const depth = (file: FoundFile): number => (file.region === NATIONAL_CODE ? 0 : file.region.length);
  return depth(a) - depth(b) || (a.name < b.name ? -1 : 1);
}
