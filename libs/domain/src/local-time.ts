import { LOCALES } from './locale';
import type { LanguageCode } from './locale';

const MINUTE_MS = 60_000;
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
  return new Date(instant.at + instant.utcOffsetMinutes * MINUTE_MS);
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

/** `Wednesday, 27 November 2024`. */
export function formatDay(instant: LocalInstant, language: LanguageCode): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return dateFormat(language, 'day', options).format(localDate(instant));
}

/** `27 Nov 23.05 WIB`. */
export function formatDateTime(instant: LocalInstant, language: LanguageCode): string {
  const day = dateFormat(language, 'dayMonth', { day: 'numeric', month: 'short' }).format(localDate(instant));
  return `${day} ${formatTime(instant, language)}`;
}
