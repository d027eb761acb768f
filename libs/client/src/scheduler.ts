/** Time as the feed knows it, so that specs can hold it still. Milliseconds. */
export interface Scheduler {
  now(): number;
  /** Runs once after `ms`; the answer calls it off. */
  after(ms: number, run: () => void): () => void;
  /** 0 … 1, for jitter. */
  random(): number;
}

export const REAL_SCHEDULER: Scheduler = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

/** Full-jitter backoff: between half and the whole of `base * 2^attempt`, never above `max` ms. */
export function backoff(attempt: number, limits: { base: number; max: number }, random: number): number {
  const whole = Math.min(limits.max, limits.base * 2 ** Math.min(attempt, 20));
  return Math.round(whole / 2 + (whole / 2) * random);
}
