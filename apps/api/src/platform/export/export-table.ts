/** What a cell holds; instants are shown in the local time of the election. */
export type Cell = string | number | Date | null;

/** A table to be sent, however long: its rows are asked for as they are written. */
export interface ExportTable {
  /** Of the sheet; 31 characters at most, none of `[]:*?/\`. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>;
}

/** An instant as its local wall clock shows it, held in UTC: only for writing it down. */
export function wallClock(instant: Date, utcOffsetMinutes: number): Date {
  return new Date(instant.getTime() + utcOffsetMinutes * 60_000);
}
