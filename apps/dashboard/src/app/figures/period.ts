export const PERIODS = ['day', 'week', 'voting', 'own'] as const;
export type Period = (typeof PERIODS)[number];

const DAY_MS = 86_400_000;

export interface Span {
  /** ISO 8601; empty leaves it to the server. */
  readonly from: string;
  readonly until: string;
}

/** What a period that was chosen means at `now` (ms); the voting day begins at `votingDayAt` (ms). */
export function spanOf(period: Exclude<Period, 'own'>, now: number, votingDayAt: number | null): Span {
  if (period === 'week') return { from: new Date(now - 7 * DAY_MS).toISOString(), until: '' };
  if (period === 'day' || votingDayAt === null) return { from: '', until: '' };
  return { from: new Date(votingDayAt).toISOString(), until: new Date(votingDayAt + DAY_MS).toISOString() };
}

/** The instant (ISO 8601) that a `datetime-local` field shows; empty where it shows none. */
export function instantOf(local: string, utcOffsetMinutes: number): string {
  const at = Date.parse(`${local}Z`);
  return Number.isNaN(at) ? '' : new Date(at - utcOffsetMinutes * 60_000).toISOString();
}

/** What a `datetime-local` field shows for an instant. */
export function localOf(instant: string, utcOffsetMinutes: number): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? '' : new Date(at + utcOffsetMinutes * 60_000).toISOString().slice(0, 16);
}
