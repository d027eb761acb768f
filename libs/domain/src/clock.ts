/** Tells the time of the operations room, milliseconds since the epoch: the real one, or a rehearsal's. */
export interface Clock {
  now(): number;
}

/** How a rehearsal's clock runs: it stood at `at` when the real clock stood at `realAt`, and runs `speed` times as fast. */
export interface ClockSetting {
  readonly at: number;
  readonly speed: number;
  readonly realAt: number;
}

/** Reading of a clock setting when the real clock shows `realNow`. Speed 0 is a pause. */
export function readClock(setting: ClockSetting, realNow: number): number {
  return Math.round(setting.at + Math.max(0, realNow - setting.realAt) * setting.speed);
}

/** An instant (ms) as it travels and is stored in entries: ISO 8601, UTC, with milliseconds. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
