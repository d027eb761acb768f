import { DestroyRef, Injectable, computed, effect, inject, signal } from '@angular/core';
import { Formats } from '@posko/ui';
import { API } from '../shell/api-store';
import type { ResponseOf } from '../shell/api-store';
import { SessionStore } from '../shell/session-store';

const TICK_MS = 1000;
const ASK_EVERY_MS = 60_000;

/** The room's clock on a crew's phone, which has no board to hear it from; the phone's own until it was heard. */
@Injectable()
export class FieldClockStore {
  private readonly api = inject(API);
  private readonly session = inject(SessionStore);
  private readonly formats = inject(Formats);
  private readonly heard = signal<{ clock: ResponseOf<'clock'>; at: number } | null>(null);
  private readonly ticking = signal(Date.now());

  /** The phone's own clock (ms), ticking. */
  readonly own = this.ticking.asReadonly();
  readonly now = computed(() => {
    const heard = this.heard();
    if (heard === null) return this.ticking();
    return Math.round(Date.parse(heard.clock.now) + Math.max(0, this.ticking() - heard.at) * heard.clock.speed);
  });
  readonly isRehearsal = computed(() => this.heard()?.clock.isRehearsal ?? false);
  readonly utcOffsetMinutes = this.formats.utcOffsetMinutes.asReadonly();

  constructor() {
    const ticks = setInterval(() => this.ticking.set(Date.now()), TICK_MS);
    const questions = setInterval(() => void this.ask(), ASK_EVERY_MS);
    effect(() => {
      if (this.session.state() === 'in') void this.ask();
    });
    inject(DestroyRef).onDestroy(() => {
      clearInterval(ticks);
      clearInterval(questions);
    });
  }

  private async ask(): Promise<void> {
    if (this.session.state() !== 'in') return;
    const answer = await this.api.call('clock', {});
    if (!answer.isOk) return;
    this.heard.set({ clock: answer.value, at: Date.now() });
    this.formats.utcOffsetMinutes.set(answer.value.calendar.utcOffsetMinutes);
  }
}
