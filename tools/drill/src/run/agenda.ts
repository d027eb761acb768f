/** Something to do at a time of the room's clock (ms since the epoch). */
export interface Task {
  readonly dueAt: number;
  run(): Promise<void>;
}

interface Entry {
  readonly task: Task;
  /** Of those due at once, the one noted first comes first. */
  readonly order: number;
}

/** What is still to do, the earliest first (a binary heap). */
export class Agenda {
  private readonly heap: Entry[] = [];
  private order = 0;

  /** When the next task is due; `Infinity` without any. */
  get nextAt(): number {
    return this.heap[0]?.task.dueAt ?? Infinity;
  }

  add(task: Task): void {
    const entry = { task, order: this.order++ };
    let at = this.heap.length;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      const above = this.heap[parent];
      if (above === undefined || isBefore(above, entry)) break;
      this.heap[at] = above;
      at = parent;
    }
    this.heap[at] = entry;
  }

  /** Takes the earliest. */
  take(): Task | undefined {
    const [first] = this.heap;
    const last = this.heap.pop();
    if (last !== undefined && this.heap.length > 0) this.sink(last);
    return first?.task;
  }

  private sink(entry: Entry): void {
    let at = 0;
    for (;;) {
      const child = this.earlierChild(at);
      const below = this.heap[child];
      if (below === undefined || isBefore(entry, below)) break;
      this.heap[at] = below;
      at = child;
    }
    this.heap[at] = entry;
  }

  private earlierChild(at: number): number {
    const [left, right] = [2 * at + 1, 2 * at + 2];
    const [first, second] = [this.heap[left], this.heap[right]];
    return first !== undefined && second !== undefined && isBefore(second, first) ? right : left;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.task.dueAt < b.task.dueAt || (a.task.dueAt === b.task.dueAt && a.order < b.order);
}
