import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readFile, readdir, readlink, rename, rm, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PUBLIC_TREE as CURRENT } from '../../platform/public-files/public-address';
import type { FreshTree, TreeFile, TreeSink, WriteCount } from './tree-file';
import { putWhole } from './write-files';
import type { WriteDesk } from './write-desk';

const TREES = 'trees';

/**
 * A tree in a folder. `publik` is a link to the tree that counts; one made from nothing is written beside it and takes its place by
 * one rename, so that nobody ever sees half of it.
 */
export class TreeFolder implements TreeSink {
  private constructor(
    private readonly folder: string,
    private readonly root: string,
    private readonly desk: WriteDesk,
  ) {}

  /** The tree that stands in `folder`, which may be none yet. */
  static async open(folder: string, desk: WriteDesk): Promise<TreeFolder> {
    await mkdir(join(folder, TREES), { recursive: true });
    const tree = new TreeFolder(folder, join(folder, CURRENT), desk);
    await tree.sweep();
    return tree;
  }

  put(files: readonly TreeFile[]): Promise<WriteCount> {
    return this.desk.put(this.root, files);
  }

  async putBytes(path: string, bytes: Buffer): Promise<void> {
    const target = join(this.root, path);
    await mkdir(dirname(target), { recursive: true });
    putWhole(target, bytes);
  }

  async has(path: string): Promise<boolean> {
    return (await stat(join(this.root, path)).catch(() => null))?.isFile() === true;
  }

  read(path: string): Promise<string | null> {
    return readFile(join(this.root, path), 'utf8').catch(() => null);
  }

  remove(paths: readonly string[]): Promise<void> {
    return this.desk.remove(this.root, paths);
  }

  async list(folder: string): Promise<{ path: string; at: number }[]> {
    const names = await readdir(join(this.root, folder), { recursive: true, withFileTypes: true }).catch(() => []);
    const files = names.filter((entry) => entry.isFile() && entry.name.endsWith('.json'));
    return Promise.all(
      files.map(async ({ parentPath, name }) => {
        const path = join(parentPath, name);
        const found = await stat(path).catch(() => null);
        return { path: path.slice(this.root.length + 1), at: found?.mtimeMs ?? 0 };
      }),
    );
  }

  async fresh(): Promise<FreshTree> {
    const name = join(TREES, randomUUID());
    const root = join(this.folder, name);
    await mkdir(root, { recursive: true });
    const tree = new TreeFolder(this.folder, root, this.desk);
    // Half a tree would be in the way of the next where the disk was full.
    const discard = (): Promise<void> => rm(root, { recursive: true, force: true });
    return Object.assign(tree, { reveal: () => this.reveal(name), discard });
  }

  close(): Promise<void> {
    return this.desk.close();
  }

  /** Readers of the tree that stood have opened their files already or find the new ones. */
  private async reveal(name: string): Promise<void> {
    const aside = join(this.folder, `${CURRENT}.${randomUUID()}`);
    const current = join(this.folder, CURRENT);
    await symlink(name, aside);
    // Where there was no tree yet, a word written alone (why nothing is published) made a folder of it.
    const isFolder = (await lstat(current).catch(() => null))?.isDirectory() === true;
    if (isFolder) await rename(current, join(this.folder, TREES, randomUUID()));
    await rename(aside, current);
    // A whole tree takes its time to go, and readers wait for news: what is not gone when we end, the next start sweeps.
    void this.sweep().catch(() => undefined);
  }

  /** Trees that were never finished, and those that another took the place of. */
  private async sweep(): Promise<void> {
    const current = await readlink(join(this.folder, CURRENT)).catch(() => '');
    for (const name of await readdir(join(this.folder, TREES)).catch(() => [])) {
      if (name !== basename(current)) await rm(join(this.folder, TREES, name), { recursive: true, force: true });
    }
  }
}
