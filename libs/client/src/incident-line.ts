import type { IncidentChanged, IncidentRow } from '@posko/contracts';

/** Rows of a list as the server answers them, a page at a time. */
export interface IncidentPage {
  /** Journal entry that the rows are current to. */
  readonly seq: number;
  readonly rows: readonly IncidentRow[];
  /** Where the page after it begins; null: this is the last. */
  readonly next: string | null;
}

/** What a list asks for, as far as a row itself tells. */
export interface IncidentCriteria {
  /** Whether a row is on the list; null where only the server can tell. */
  belongs(row: IncidentRow): boolean | null;
  /** The server's order; no two rows are equal in it. */
  compare(a: IncidentRow, b: IncidentRow): number;
}

/** A list as it stands: its rows so far, and the last first page for what else it says (totals, counts). */
export interface IncidentListing<P extends IncidentPage> {
  readonly rows: readonly P['rows'][number][];
  readonly hasMore: boolean;
  readonly head: P;
}

/** So many rows on one screen: beyond it the list begins anew. */
export const MOST_ROWS = 10_000;
/** Messages kept while there is a gap; the oldest give way, which only costs another answer. */
const MAX_HELD = 1_000;
/** So many answers older than what we hold, in a row, mean a server that lost its past, not one that lags. */
const BELIEVE_AFTER = 3;

/**
 * The gap rule for a list of incidents, without any input or output. The line holds the list's beginning, as far as it was
 * loaded, and the seq it stands at. Rows in messages are whole and carry a version, so that a message may overlap what is known.
 * What sorts behind the last row loaded is left to the pages after it.
 */
export class IncidentLine<P extends IncidentPage = IncidentPage> {
  /** Journal entry up to which the rows are current; -1 before the first page, and where there came to be too many. */
  seq = -1;
  /** Where the next page begins; null: the whole list is here. */
  next: string | null = null;
  /** Something changed that only the server can judge: ask it. */
  isUncertain = false;
  private sorted: readonly IncidentRow[] = [];
  private versions = new Map<string, number>();
  private edge: IncidentRow | null = null;
  private held: IncidentChanged[] = [];
  private olderInARow = 0;
  private head: P | null = null;
  private listing: IncidentListing<P> | null = null;

  constructor(readonly criteria: IncidentCriteria) {}

  /** The rows in order; another array whenever something changed. */
  get rows(): readonly IncidentRow[] {
    return this.sorted;
  }

  /** The list as it is to be shown; while it begins anew, as it was. */
  get value(): IncidentListing<P> | null {
    const { head, sorted: rows } = this;
    if (head === null || this.seq < 0) return this.listing;
    const hasMore = this.next !== null;
    const { listing } = this;
    if (listing?.rows !== rows || listing.head !== head || listing.hasMore !== hasMore)
      this.listing = { rows, hasMore, head };
    return this.listing;
  }

  /** True where a message is known that we cannot reach: the list has to be loaded anew. */
  get hasGap(): boolean {
    return this.held.length > 0;
  }

  receive(message: IncidentChanged): void {
    if (message.to <= this.seq) return;
    if (this.seq < 0 || message.from > this.seq) return this.hold(message);
    this.apply(message);
    this.drain();
    if (this.sorted.length > MOST_ROWS) this.clear();
  }

  /** Takes the list's beginning as loaded, in pages, unless it is older than what we have; whether it was taken. */
  load(pages: readonly P[]): boolean {
    const [first] = pages;
    if (first === undefined) return false;
    // Pages that came later are ahead of the first: messages from there on bring what moved between them.
    if (first.seq < this.seq && ++this.olderInARow < BELIEVE_AFTER) return false;
    this.olderInARow = 0;
    this.isUncertain = false;
    this.head = first;
    this.seq = first.seq;
    this.put(newest(pages.flatMap((page) => page.rows)));
    this.end(pages.at(-1) ?? first);
    this.drain();
    return true;
  }

  /** Takes the page after those that are here, unless it is older than they are; whether it was taken. */
  append(page: P): boolean {
    if (page.seq < this.seq) return false;
    this.put(newest([...this.sorted, ...page.rows]));
    this.end(page);
    return true;
  }

  private clear(): void {
    this.seq = -1;
    this.next = null;
    this.edge = null;
    this.held = [];
    this.isUncertain = false;
    this.put([]);
  }

  private hold(message: IncidentChanged): void {
    this.held.push(message);
    if (this.held.length > MAX_HELD) this.held.shift();
  }

  private drain(): void {
    this.held.sort((a, b) => a.from - b.from || a.to - b.to);
    for (let next = this.held[0]; next !== undefined && next.from <= this.seq; next = this.held[0]) {
      this.held.shift();
      if (next.to > this.seq) this.apply(next);
    }
  }

  private apply(message: IncidentChanged): void {
    const fresh = message.incidents.filter((row) => row.version > (this.versions.get(row.id) ?? 0));
    this.seq = message.to;
    if (fresh.length === 0) return;
    const gone = new Set(fresh.map(({ id }) => id));
    const rows = this.sorted.filter(({ id }) => !gone.has(id));
    const added = fresh.filter((row) => this.stays(row));
    if (added.length === 0 && rows.length === this.sorted.length) return;
    for (const { id } of fresh) this.versions.delete(id);
    for (const row of added) {
      rows.splice(this.placeOf(row, rows), 0, row);
      this.versions.set(row.id, row.version);
    }
    this.sorted = rows;
  }

  /** Where a row belongs among sorted ones. */
  private placeOf(row: IncidentRow, rows: readonly IncidentRow[]): number {
    let [from, to] = [0, rows.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const other = rows[middle];
      if (other !== undefined && this.criteria.compare(other, row) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  private stays(row: IncidentRow): boolean {
    const belongs = this.criteria.belongs(row);
    if (belongs === null) this.isUncertain = true;
    const isHere = belongs ?? this.versions.has(row.id);
    return isHere && (this.edge === null || this.criteria.compare(row, this.edge) <= 0);
  }

  private put(rows: readonly IncidentRow[]): void {
    this.sorted = rows.toSorted((a, b) => this.criteria.compare(a, b));
    this.versions = new Map(rows.map(({ id, version }) => [id, version]));
  }

  /** The last row of the last page bounds what the line holds; a row that moves behind it leaves. */
  private end(page: P): void {
    this.next = page.next;
    this.edge = page.next === null ? null : (page.rows.at(-1) ?? this.edge);
  }
}

/** Each row once, as its latest version has it. */
function newest(rows: readonly IncidentRow[]): IncidentRow[] {
  const byId = new Map<string, IncidentRow>();
  for (const row of rows) {
    const before = byId.get(row.id);
    if (before === undefined || row.version >= before.version) byId.set(row.id, row);
  }
  return [...byId.values()];
}
