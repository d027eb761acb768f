const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Clocks of telephones run a little ahead. */
const AHEAD_MS = 2 * MINUTE_MS;

export interface Moment {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly utcOffsetMinutes: number;
}

/** The time of day at a moment, as a field of the browser has it: `07:03`. */
export function timeOfDay({ now, utcOffsetMinutes }: Moment): string {
  return new Date(now + utcOffsetMinutes * MINUTE_MS).toISOString().slice(11, 16);
}

/** The last time that clocks showed this time of day: today, or yesterday where that would lie ahead. Null if it is none. */
export function lastTime(text: string, { now, utcOffsetMinutes }: Moment): number | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  const local = now + utcOffsetMinutes * MINUTE_MS;
  const midnight = local - (local % DAY_MS);
  const at = midnight + (Number(hours) * 60 + Number(minutes)) * MINUTE_MS - utcOffsetMinutes * MINUTE_MS;
  return at > now + AHEAD_MS ? at - DAY_MS : at;
}
