import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Icon, frameMessages, injectFormats, injectText } from '@posko/ui';
import { ClockStore } from './clock-store';
import { OfferStore } from './offer-store';
import { SessionStore } from './session-store';

const HOUR_MS = 3_600_000;
const PROVINCE_DIGITS = 2;
const SPEEDS = [1, 10, 60, 120, 600] as const;
/** Where a day of voting turns, in hours from its local midnight (domain.md sections 3 and 4). */
const TURNS = [
  { key: 'shell.rehearsal.eve', hours: -6 },
  { key: 'shell.rehearsal.opening', hours: 7 },
  { key: 'shell.rehearsal.closing', hours: 13 },
  { key: 'shell.rehearsal.evening', hours: 20 },
] as const;

/** Says that this is a rehearsal or a demo, so that nobody takes its figures for real ones, and holds its clock. */
@Component({
  selector: 'posko-rehearsal-bar',
  imports: [Icon],
  templateUrl: './rehearsal-bar.html',
  styleUrl: './rehearsal-bar.scss',
  host: { role: 'region', '[attr.aria-label]': 'label()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RehearsalBar {
  protected readonly clock = inject(ClockStore);
  private readonly offer = inject(OfferStore);
  private readonly session = inject(SessionStore);
  protected readonly t = injectText(frameMessages);
  protected readonly formats = injectFormats();
  /** The usual paces, and the present one if somebody set another. */
  protected readonly speeds = computed<readonly number[]>(() => {
    const now = this.clock.speed();
    const isUsual = now === 0 || SPEEDS.some((speed) => speed === now);
    return isUsual ? SPEEDS : [...SPEEDS, now].sort((a, b) => a - b);
  });
  protected readonly label = computed(() => this.t(this.offer.isDemo() ? 'frame.demo' : 'shell.rehearsal'));
  protected readonly hint = computed(() => this.t(this.offer.isDemo() ? 'frame.demo.hint' : 'shell.rehearsal.hint'));
  /** The clock is everyone's: only whoever sees the whole register sets it. */
  protected readonly maySet = computed(() => {
    const scope = this.session.person()?.scope ?? '';
    return this.clock.isRehearsal() && this.session.may('clock.set') && scope.length <= PROVINCE_DIGITS;
  });
  protected readonly isPaused = computed(() => this.clock.speed() === 0);
  protected readonly turns = computed(() => {
    const calendar = this.clock.calendar();
    if (calendar === null) return [];
    const midnight = Date.parse(`${calendar.votingDay}T00:00:00Z`) - calendar.utcOffsetMinutes * 60_000;
    return TURNS.map(({ key, hours }) => ({ key, at: midnight + hours * HOUR_MS }));
  });
  private lastSpeed = 1;

  protected toggle(): void {
    if (!this.isPaused()) this.lastSpeed = this.clock.speed();
    void this.clock.pace(this.isPaused() ? this.lastSpeed : 0);
  }

  protected forward(): void {
    const now = this.clock.now();
    if (now !== null) void this.clock.jump(now + HOUR_MS);
  }
}
