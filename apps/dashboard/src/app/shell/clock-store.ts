import { DestroyRef, Injectable, computed, effect, inject, signal } from '@angular/core';
import { newCommandId } from '@posko/client';
import type { ResponseOf } from '@posko/client';
import { Formats } from '@posko/ui';
import { API, BoardStore } from './board-store';
import { SessionStore } from './session-store';

export type ClockSetting = ResponseOf<'clock'>;

/** The calendar hardly ever changes; a rehearsal's pace is heard from the live board. */
const ASK_EVERY_MS = 60_000;

/** The room's clock and calendar, and in a rehearsal the way to set it. */
@Injectable({ providedIn: 'root' })
export class ClockStore {
  private readonly api = inject(API);
  private readonly board = inject(BoardStore);
  private readonly session = inject(SessionStore);
  private readonly formats = inject(Formats);
  private readonly heard = signal<ClockSetting | null>(null);
  private readonly setting = signal(false);
  private readonly hasFailed = signal(false);

  readonly isRehearsal = computed(() => this.heard()?.isRehearsal ?? false);
  readonly calendar = computed(() => this.heard()?.calendar ?? null);
  /** The room's time, ms since the epoch. */
  readonly now = this.board.roomNow;
  readonly speed = this.board.speed;
  /** A change is under way. */
  readonly isSetting = this.setting.asReadonly();
  /** The last change was refused or did not arrive. */
  readonly isRefused = this.hasFailed.asReadonly();

  constructor() {
    const timer = setInterval(() => this.session.state() === 'in' && void this.ask(), ASK_EVERY_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
    // Once the board answers, so does the clock: this asks at the start and after every break. A crew has no board.
    effect(() => {
      this.board.tree();
      if (this.session.state() === 'in') void this.ask();
    });
  }

  async pace(speed: number): Promise<void> {
    await this.put({ speed });
  }

  /** @param at ms since the epoch */
  async jump(at: number): Promise<void> {
    await this.put({ at: new Date(at).toISOString() });
  }

  private async put(change: { speed?: number; at?: string }): Promise<void> {
    this.setting.set(true);
    const answer = await this.api.call('setClock', { body: { id: newCommandId(), ...change } });
    this.setting.set(false);
    this.hasFailed.set(!answer.isOk);
    if (answer.isOk) this.take(answer.value);
  }

  private async ask(): Promise<void> {
    const answer = await this.api.call('clock', {});
    if (answer.isOk) this.take(answer.value);
  }

  private take(clock: ClockSetting): void {
    this.heard.set(clock);
    this.formats.utcOffsetMinutes.set(clock.calendar.utcOffsetMinutes);
  }
}
