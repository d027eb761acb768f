import { opendir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { CONTEST_CODES, NATIONAL_CODE, RegionCode, TpsCode } from '@posko/domain';
import type { ContestCode } from '@posko/domain';

/** Folders of Sirekap with JSON of another kind: candidates, names of regions. */
const OTHER_FOLDERS: ReadonlySet<string> = new Set(['paslon', 'wilayah', 'partai', 'caleg']);

export interface FoundFile {
  readonly path: string;
  /** Below the folder that was asked for, with slashes. */
  readonly name: string;
  /** Region whose figures it has, or TPS whose form. */
  readonly place: string;
}

/** A file that is not taken, and why. */
export interface RejectedFile {
  readonly file: string;
  readonly reason: string;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  /** JSON whose name says nothing of a region or TPS. */
  readonly rejected: readonly RejectedFile[];
  /** Files that are something else: of another contest, of candidates or names, no JSON. */
  readonly passedOver: number;
}

/**
 * The files of a contest below a folder, or the one file. Sirekap's own layout (`…/pkwkp/35/3578.json`) may begin at any of
 * its levels, and several time stamps may lie side by side. A file belongs to the contest whose code is the nearest folder
 * above it; where there is none, to the contest asked for. The nation is `0.json`, at a Pemilu `ppwp.json`.
 */
export async function findSirekapFiles(path: string, contest: ContestCode): Promise<FoundFiles> {
  const root = resolve(path);
  const paths = (await stat(root)).isFile() ? [root] : await filesBelow(root);
  const base = paths[0] === root ? dirname(root) : root;
  const files: FoundFile[] = [];
  const rejected: RejectedFile[] = [];
  for (const file of paths) {
    if (isOther(file, contest)) continue;
    const name = relative(base, file).split(sep).join('/');
    const place = placeOf(basename(file, '.json'), contest);
    if (place === null) rejected.push({ file: name, reason: 'its name is no code of a region or TPS' });
    else files.push({ path: file, name, place });
  }
  files.sort(byDepthAndName);
  rejected.sort((a, b) => (a.file < b.file ? -1 : 1));
  return { files, rejected, passedOver: paths.length - files.length - rejected.length };
}

function isOther(file: string, contest: ContestCode): boolean {
  const folders = dirname(file).split(sep);
  const nearest = folders.findLast((part) => CONTEST_CODES.some((code) => code === part)) ?? contest;
  if (!file.endsWith('.json') || nearest !== contest || OTHER_FOLDERS.has(folders.at(-1) ?? '')) return true;
  const name = basename(file, '.json');
  return name !== contest && CONTEST_CODES.some((code) => code === name);
}

function placeOf(name: string, contest: ContestCode): string | null {
  if (name === contest) return NATIONAL_CODE;
  return RegionCode.safeParse(name).success || TpsCode.safeParse(name).success ? name : null;
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
  const depth = (file: FoundFile): number => (file.place === NATIONAL_CODE ? 0 : file.place.length);
  return depth(a) - depth(b) || (a.name < b.name ? -1 : 1);
}
