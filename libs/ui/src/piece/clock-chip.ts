import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { INCIDENT_CLOCKS, clocksOf, isOpen } from '@posko/domain';
import type { ClockState, IncidentClock, IncidentPolicy, Timed } from '@posko/domain';
import { injectFormats } from '../formats';
import { Icon } from '../icon';
import type { IconName } from '../icon';
import { injectText } from '../language';
import { incidentMessages } from '../messages/incident';

const MINUTE = 60_000;
const ICONS: Readonly<Record<ClockState, IconName | null>> = {
  ok: null,
  soon: 'clock',
  breached: 'overdue',
  paused: 'pause',
  done: null,
};
const LEVELS: Readonly<Record<ClockState, string>> = {
  ok: 'ok',
  soon: 'warn',
  breached: 'alarm',
  paused: 'still',
  done: 'still',
};

/**
 * The clock of an incident that needs someone first, counting down in words: amber before it runs out, red after, each with a
 * sign. With `clock`, that one of the three.
 */
@Component({
  selector: 'posko-clock-chip',
  imports: [Icon],
  template: `
    @if (icon(); as name) {
      <posko-icon [name]="name" />
    }
    <span>{{ text() }}</span>
  `,
  styleUrl: './clock-chip.scss',
  host: { '[class]': 'level()', '[title]': 'hint()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ClockChip {
  readonly incident = input.required<Timed>();
  /** The room's clock (ms); null until it was heard. */
  readonly now = input.required<number | null>();
  readonly policy = input.required<IncidentPolicy>();
  readonly clock = input<IncidentClock | null>(null);

  private readonly t = injectText(incidentMessages);
  private readonly formats = injectFormats();
  private readonly readings = computed(() => {
    const now = this.now();
    return now === null ? null : clocksOf(this.incident(), now, this.policy());
  });
  /** The one asked for, or of those that run the one due first; else one that is paused. */
  private readonly shown = computed<IncidentClock | null>(() => {
    const [asked, readings] = [this.clock(), this.readings()];
    if (asked !== null || readings === null) return asked;
    const running = INCIDENT_CLOCKS.filter((clock) => !['done', 'paused'].includes(readings[clock].state));
    const first = running.toSorted((a, b) => readings[a].dueAt - readings[b].dueAt)[0];
    return first ?? INCIDENT_CLOCKS.find((clock) => readings[clock].state === 'paused') ?? null;
  });
  private readonly reading = computed(() => {
    const [clock, readings] = [this.shown(), this.readings()];
    return clock === null || readings === null ? null : readings[clock];
  });
  protected readonly icon = computed(() => ICONS[this.reading()?.state ?? 'done']);
  protected readonly level = computed(() => LEVELS[this.reading()?.state ?? 'done']);
  protected readonly text = computed(() => {
    const [clock, reading] = [this.shown(), this.reading()];
    if (clock === null || reading === null) return '';
    const state = this.stateText(reading.state, reading.leftMs);
    return this.clock() === null && state !== '' ? `${this.t(`incident.clockShort.${clock}`)} ${state}` : state;
  });
  protected readonly hint = computed(() => {
    const [clock, reading] = [this.shown(), this.reading()];
    if (clock === null || reading === null || reading.state === 'done') return '';
    return `${this.t(`incident.clock.${clock}`)}: ${this.formats.dateTime(reading.dueAt)}`;
  });

  private stateText(state: ClockState, leftMs: number): string {
    if (state === 'paused') return this.t('incident.clock.paused');
    if (state === 'done') return isOpen(this.incident().status) ? this.t('incident.clock.kept') : '';
    // Whole minutes: a figure that changes every second is not read but watched.
    const left = Math.abs(leftMs) < MINUTE ? Math.abs(leftMs) : Math.floor(Math.abs(leftMs) / MINUTE) * MINUTE;
    const key = state === 'breached' ? 'incident.clock.over' : 'incident.clock.left';
    return this.t(key, { time: this.formats.duration(left) });
  }
}
