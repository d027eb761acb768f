/** An instant (ms) as Sirekap writes it: local time without saying so, `2024-11-28 10:15:04`. */
export function localTime(ms: number, utcOffsetMinutes: number): string {
  return new Date(ms + utcOffsetMinutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}
