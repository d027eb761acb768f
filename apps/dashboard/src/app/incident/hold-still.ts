import type { IncidentRow } from '@posko/contracts';

/** A row as it is shown while the list stands still. */
export interface StillRow {
  readonly row: IncidentRow;
  /** It is no longer on the list, and goes when the list moves again. */
  readonly isGone: boolean;
}

export interface StillList {
  readonly rows: readonly StillRow[];
  /** Waiting to come in. */
  readonly added: number;
  /** Waiting to leave or to change their place. */
  readonly moved: number;
}

/**
 * The list under somebody's pointer or cursor: the rows that were there, in the order in which they were, each as it is now.
 * What came, went or moved meanwhile only counts, until the list is let go. What comes behind the last row moves nothing, and
 * comes in.
 * @param shown the list as it stood when it was held
 * @param latest the list as it is now
 */
export function holdStill(shown: readonly IncidentRow[], latest: readonly IncidentRow[]): StillList {
  const now = new Map(latest.map((row) => [row.id, row]));
  const there = new Set(shown.map(({ id }) => id));
  const rows = shown.map((row) => ({ row: now.get(row.id) ?? row, isGone: !now.has(row.id) }));
  const tail = latest.slice(latest.findLastIndex(({ id }) => there.has(id)) + 1);
  const gone = rows.filter(({ isGone }) => isGone).length;
  const before = shown.filter(({ id }) => now.has(id)).map(({ id }) => id);
  const after = latest.filter(({ id }) => there.has(id)).map(({ id }) => id);
  return {
    rows: [...rows, ...tail.map((row) => ({ row, isGone: false }))],
    added: latest.length - after.length - tail.length,
    moved: gone + displaced(before, after),
  };
}

/** Rows that would have to be taken out so that the others keep their order: those that really moved. */
function displaced(before: readonly string[], after: readonly string[]): number {
  const place = new Map(after.map((id, index) => [id, index]));
  // The longest run that keeps its order (patience sorting): all else has moved.
  const tops: number[] = [];
  for (const id of before) {
    const at = place.get(id) ?? -1;
    let [from, to] = [0, tops.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((tops[middle] ?? 0) < at) from = middle + 1;
      else to = middle;
    }
    tops[from] = at;
  }
  return before.length - tops.length;
}
