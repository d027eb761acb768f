import { Injectable, inject, signal } from '@angular/core';
import {
  formatAge,
  formatClock,
  formatDate,
  formatDateTime,
  formatDay,
  formatDuration,
  formatPercent,
  formatTime,
} from './format';
import type { LocalInstant } from './format';
import { Language } from './language';
import { formatNumber, signedNumber } from './locale';

/** Offset of WIB until the calendar has been heard. */
const WIB_MINUTES = 420;

/**
 * The formats of `format.ts` in the present language and the place's local time. Reads signals: for templates and computeds.
 * Instants are milliseconds since the epoch or ISO 8601 texts.
 */
@Injectable({ providedIn: 'root' })
export class Formats {
  private readonly language = inject(Language).current;
  /** Minutes east of UTC, from the calendar. */
  readonly utcOffsetMinutes = signal(WIB_MINUTES);

  number(value: number, digits = 0): string {
    return formatNumber(value, this.language(), digits);
  }

  /** A difference: `+1.204`, `−3`. */
  signed(value: number, digits = 0): string {
    return signedNumber(value, this.language(), digits);
  }

  percent(part: number, total: number, digits = 2): string {
    return formatPercent({ part, total }, this.language(), digits);
  }

  /** `23.05` */
  clock(at: number | string, hasSeconds = false): string {
    return formatClock(this.instant(at), this.language(), hasSeconds);
  }

  /** `23.05 WIB` */
  time(at: number | string): string {
    return formatTime(this.instant(at), this.language());
  }

  /** `27 Nov 2024` */
  date(at: number | string): string {
    return formatDate(this.instant(at), this.language());
  }

  /** `Rabu, 27 November 2024` */
  day(at: number | string): string {
    return formatDay(this.instant(at), this.language());
  }

  /** `27 Nov 23.05 WIB` */
  dateTime(at: number | string): string {
    return formatDateTime(this.instant(at), this.language());
  }

  /** `3 menit lalu`, for an age in milliseconds. */
  age(ms: number): string {
    return formatAge(ms, this.language());
  }

  /** `3 jam 5 mnt`, for milliseconds. */
  duration(ms: number): string {
    return formatDuration(ms, this.language());
  }

  private instant(at: number | string): LocalInstant {
    return { at: typeof at === 'number' ? at : Date.parse(at), utcOffsetMinutes: this.utcOffsetMinutes() };
  }
}

/** For components: `protected readonly formats = injectFormats();` */
export function injectFormats(): Formats {
  return inject(Formats);
}
