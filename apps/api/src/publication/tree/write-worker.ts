import { parentPort } from 'node:worker_threads';
import type { TreeFile } from './tree-file';
import { removeFiles, writeFiles } from './write-files';

/** What the thread is asked; answered by `{ id, count }` or `{ id, error }`. */
export type WriteOrder =
  | { readonly id: number; readonly root: string; readonly put: readonly TreeFile[] }
  | { readonly id: number; readonly root: string; readonly remove: readonly string[] };

/** The thread that waits for the disk and compresses, so that nobody else has to. */
const known = new Map<string, Set<string>>();

parentPort?.on('message', (order: WriteOrder) => {
  const { id, root } = order;
  try {
    const folders = known.get(root) ?? new Set<string>();
    known.set(root, folders);
    if ('remove' in order) removeFiles(root, order.remove);
    const count = 'put' in order ? writeFiles(root, order.put, folders) : { files: 0, bytes: 0 };
    parentPort?.postMessage({ id, count });
  } catch (error) {
    known.delete(root);
    parentPort?.postMessage({ id, error: String(error) });
  }
});
