import type { FreshTree, TreeSink } from './tree-file';

/** Who may write, as far as is known here, and as the database says. Both throw where it is somebody else. */
export interface Fence {
  check(): void;
  confirm(): Promise<void>;
}

/** A tree that takes nothing from who lost the right to write it: another writes it by then. */
export function fenced(sink: TreeSink, fence: Fence): TreeSink {
  return Object.assign(closedTo(sink, fence), {
    fresh: async (): Promise<FreshTree> => {
      const fresh = await sink.fresh();
      const reveal = async (): Promise<void> => {
        await fence.confirm();
        await fresh.reveal();
      };
      return Object.assign(closedTo(fresh, fence), { reveal });
    },
  });
}

function closedTo<T extends TreeSink>(sink: T, fence: Fence): T {
  const put: TreeSink['put'] = async (files) => {
    fence.check();
    return sink.put(files);
  };
  const putBytes: TreeSink['putBytes'] = async (path, bytes) => {
    fence.check();
    await sink.putBytes(path, bytes);
  };
  const remove: TreeSink['remove'] = async (paths) => {
    fence.check();
    await sink.remove(paths);
  };
  return Object.assign(Object.create(sink) as T, { put, putBytes, remove });
}
