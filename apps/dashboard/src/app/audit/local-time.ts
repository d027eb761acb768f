const MINUTE_MS = 60_000;
const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** A local time as a field of the browser has it (`2024-11-27T07:00`) as an instant; empty where it is none. */
export function instantOf(local: string, utcOffsetMinutes: number): string {
  if (!LOCAL.test(local)) return '';
  const at = Date.parse(`${local}:00Z`);
  return Number.isNaN(at) ? '' : new Date(at - utcOffsetMinutes * MINUTE_MS).toISOString();
}
