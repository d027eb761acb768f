const MINUTE_MS = 60_000;
const MINUTES_LONG = 16;

/** The instant (ISO 8601) that a `datetime-local` field shows; empty where it shows none. */
export function instantAt(local: string, utcOffsetMinutes: number): string {
  const at = Date.parse(`${local}Z`);
  return Number.isNaN(at) ? '' : new Date(at - utcOffsetMinutes * MINUTE_MS).toISOString();
}

/** What a `datetime-local` field shows for an instant (ms since the epoch). */
export function localAt(at: number, utcOffsetMinutes: number): string {
  return new Date(at + utcOffsetMinutes * MINUTE_MS).toISOString().slice(0, MINUTES_LONG);
}
