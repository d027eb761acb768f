/** A file to be put into the tree; `path` is relative to its root, with slashes. */
export interface TreeFile {
  readonly path: string;
  readonly text: string;
  /** Compressed twins beside it, for web servers that hand them out as they are. Tiny files go out as they are. */
  readonly hasTwins: boolean;
}

/** What writing cost. */
export interface WriteCount {
  readonly files: number;
  readonly bytes: number;
}

/** Where the tree lies. One writer at a time. */
export interface TreeSink {
  /** Each file whole or not at all, in this order; files named by their content that are there already stay. */
  put(files: readonly TreeFile[]): Promise<WriteCount>;
  putBytes(path: string, bytes: Buffer): Promise<void>;
  has(path: string): Promise<boolean>;
  read(path: string): Promise<string | null>;
  remove(paths: readonly string[]): Promise<void>;
  /** Paths of all files below a folder whose content names them, with their age (ms since the epoch). */
  list(folder: string): Promise<{ path: string; at: number }[]>;
  fresh(): Promise<FreshTree>;
  close(): Promise<void>;
}

/** A tree that nobody sees yet: put in the place of the one that stands, at once, or given up. */
export interface FreshTree extends TreeSink {
  reveal(): Promise<void>;
  discard(): Promise<void>;
}

/** Below it a file's name is the SHA-256 of its content. */
export const BY_CONTENT = 'v1/isi/';

export function isByContent(path: string): boolean {
  return path.startsWith(BY_CONTENT);
}
