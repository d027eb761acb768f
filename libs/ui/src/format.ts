import { textOf } from './dictionary';
import { LOCALES, formatNumber } from './locale';
import type { LanguageCode } from './locale';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Below this an age is "just now": messages come every few seconds. */
const NOW_BELOW = 5 * SECOND;
const NO_BREAK_SPACE = '\u00a0';
const ZONES: Readonly<Record<number, string>> = { 420: 'WIB', 480: 'WITA', 540: 'WIT', 0: 'UTC' };

const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(language: LanguageCode, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + name;
  const known = dateFormats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone: 'UTC' });
  dateFormats.set(key, format);
  return format;
}

/**
 * Share of a whole: `81,64 %`. Never rounds up to a full 100 % or down to 0 % what is neither; a dash without a whole.
 * @param digits after the decimal sign
 */
export function formatPercent(share: { part: number; total: number }, language: LanguageCode, digits = 2): string {
  if (share.total <= 0) return '–';
  const step = 10 ** digits;
  const exact = (share.part / share.total) * 100 * step;
  const rounded = Math.round(exact);
  const isWhole = share.part === share.total || share.part === 0;
  const kept = isWhole ? rounded : Math.min(100 * step - 1, Math.max(1, rounded));
  return formatNumber(kept / step, language, digits) + (language === 'id' ? NO_BREAK_SPACE : '') + '%';
}

/** `WIB`, `WITA`, `WIT`; any other offset as `UTC+5:30`. */
export function zoneName(utcOffsetMinutes: number): string {
  const known = ZONES[utcOffsetMinutes];
  if (known !== undefined) return known;
  const minutes = Math.abs(utcOffsetMinutes);
  const rest = minutes % 60;
  return `UTC${utcOffsetMinutes < 0 ? '-' : '+'}${Math.floor(minutes / 60)}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`;
}

/** An instant (ms since the epoch) in a place's local time. */
export interface LocalInstant {
  readonly at: number;
  readonly utcOffsetMinutes: number;
}

function localDate(instant: LocalInstant): Date {
  return new Date(instant.at + instant.utcOffsetMinutes * MINUTE);
}

/** `23.05`, in English `23:05`; with seconds `23.05.12`. */
export function formatClock(instant: LocalInstant, language: LanguageCode, hasSeconds = false): string {
  const text = localDate(instant)
    .toISOString()
    .slice(11, hasSeconds ? 19 : 16);
  return language === 'id' ? text.replaceAll(':', '.') : text;
}

/** `23.05 WIB`. */
export function formatTime(instant: LocalInstant, language: LanguageCode): string {
  return formatClock(instant, language) + NO_BREAK_SPACE + zoneName(instant.utcOffsetMinutes);
}

/** `27 Nov 2024`. */
export function formatDate(instant: LocalInstant, language: LanguageCode): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  return dateFormat(language, 'date', options).format(localDate(instant));
}

/** `Rabu, 27 November 2024`. */
export function formatDay(instant: LocalInstant, language: LanguageCode): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return dateFormat(language, 'day', options).format(localDate(instant));
}

/** `27 Nov 23.05 WIB`. */
export function formatDateTime(instant: LocalInstant, language: LanguageCode): string {
  const day = dateFormat(language, 'dayMonth', { day: 'numeric', month: 'short' }).format(localDate(instant));
  return `${day} ${formatTime(instant, language)}`;
}

/** Age of something `ms` old: `baru saja`, `12 detik lalu`, `3 menit lalu`, `2 jam lalu`, `4 hari lalu`. */
export function formatAge(ms: number, language: LanguageCode): string {
  if (ms < NOW_BELOW) return textOf(language, 'age.now');
  if (ms < MINUTE) return textOf(language, 'age.seconds', { n: Math.floor(ms / SECOND) });
  if (ms < HOUR) return textOf(language, 'age.minutes', { n: Math.floor(ms / MINUTE) });
  if (ms < 2 * DAY) return textOf(language, 'age.hours', { n: Math.floor(ms / HOUR) });
  return textOf(language, 'age.days', { n: Math.floor(ms / DAY) });
}

/** Length of a time: `45 dtk`, `12 mnt`, `3 jam 5 mnt`, `2 hari 4 jam`. Negative counts as nothing. */
export function formatDuration(ms: number, language: LanguageCode): string {
  const length = Math.max(0, ms);
  if (length < MINUTE) return textOf(language, 'duration.seconds', { n: Math.floor(length / SECOND) });
  if (length < HOUR) return textOf(language, 'duration.minutes', { n: Math.floor(length / MINUTE) });
  if (length < DAY) {
    const [h, m] = [Math.floor(length / HOUR), Math.floor((length % HOUR) / MINUTE)];
    return m === 0 ? textOf(language, 'duration.hours', { n: h }) : textOf(language, 'duration.hoursMinutes', { h, m });
  }
  const [d, h] = [Math.floor(length / DAY), Math.floor((length % DAY) / HOUR)];
  return h === 0 ? textOf(language, 'duration.days', { n: d }) : textOf(language, 'duration.daysHours', { d, h });
}
