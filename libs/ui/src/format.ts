import type { LanguageCode } from '@posko/domain';
import { wordOf } from './word';

export { formatClock, formatDate, formatDateTime, formatDay, formatPercent, formatTime, zoneName } from '@posko/domain';
export type { LocalInstant } from '@posko/domain';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Below this an age is "just now": messages come every few seconds. */
const NOW_BELOW = 5 * SECOND;

/** Age of something `ms` old: `baru saja`, `12 detik lalu`, `3 menit lalu`, `2 jam lalu`, `4 hari lalu`. */
export function formatAge(ms: number, language: LanguageCode): string {
  if (ms < NOW_BELOW) return wordOf(language, 'age.now');
  if (ms < MINUTE) return wordOf(language, 'age.seconds', { n: Math.floor(ms / SECOND) });
  if (ms < HOUR) return wordOf(language, 'age.minutes', { n: Math.floor(ms / MINUTE) });
  if (ms < 2 * DAY) return wordOf(language, 'age.hours', { n: Math.floor(ms / HOUR) });
  return wordOf(language, 'age.days', { n: Math.floor(ms / DAY) });
}

/** Length of a time: `45 dtk`, `12 mnt`, `3 jam 5 mnt`, `2 hari 4 jam`. Negative counts as nothing. */
export function formatDuration(ms: number, language: LanguageCode): string {
  const length = Math.max(0, ms);
  if (length < MINUTE) return wordOf(language, 'duration.seconds', { n: Math.floor(length / SECOND) });
  if (length < HOUR) return wordOf(language, 'duration.minutes', { n: Math.floor(length / MINUTE) });
  if (length < DAY) {
    const [h, m] = [Math.floor(length / HOUR), Math.floor((length % HOUR) / MINUTE)];
    return m === 0 ? wordOf(language, 'duration.hours', { n: h }) : wordOf(language, 'duration.hoursMinutes', { h, m });
  }
  const [d, h] = [Math.floor(length / DAY), Math.floor((length % DAY) / HOUR)];
  return h === 0 ? wordOf(language, 'duration.days', { n: d }) : wordOf(language, 'duration.daysHours', { d, h });
}
