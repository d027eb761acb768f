import { ChangeDetectionStrategy, Component, computed, effect, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { MatButton } from '@angular/material/button';
import { CALL_OUTCOMES, tpsNumberOf } from '@posko/domain';
import type { CallOutcome } from '@posko/domain';
import {
  Icon,
  StageChip,
  callIcons,
  callMessages,
  incidentMessages,
  injectFormats,
  injectText,
  regionName,
} from '@posko/ui';
import { isPlainKey } from '../shell/search-key';
import { SessionStore } from '../shell/session-store';
import type { CallEnd, SilentTps } from './call-store';

/** The TPS to ring: what it owes, whom to ring, who tried before, and what came of it by one key. */
@Component({
  selector: 'posko-call-card',
  imports: [Icon, MatButton, RouterLink, StageChip],
  templateUrl: './call-card.html',
  styleUrl: './call-card.scss',
  host: { '(document:keydown)': 'onKey($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CallCard {
  readonly tps = input.required<SilentTps>();
  /** The room's clock (ms). */
  readonly roomNow = input.required<number | null>();
  /** Milliseconds that it stays this operator's. */
  readonly leaseMs = input.required<number | null>();
  readonly hasReported = input(false);
  readonly isBusy = input(false);
  readonly callEnded = output<CallEnd>();
  readonly skipped = output();

  private readonly session = inject(SessionStore);
  protected readonly t = injectText(callMessages, incidentMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = callIcons;
  protected readonly outcomes = CALL_OUTCOMES;
  protected readonly note = signal('');
  private readonly chosen = signal<string | null>(null);
  /** The number that was rung last, or the first one. */
  protected readonly phone = computed(() => this.chosen() ?? this.tps().contacts[0]?.phone ?? null);
  protected readonly name = computed(() => {
    const desa = this.tps().path.at(-1);
    const named = desa === undefined ? '' : regionName(desa.name, desa.level);
    return this.t('incident.tps', { number: String(tpsNumberOf(this.tps().code)), desa: named });
  });
  protected readonly where = computed(() => {
    const above = this.tps().path.slice(0, -1).toReversed();
    const near = above.filter(({ level }) => level === 'kecamatan' || level === 'kabupaten');
    return near.map(({ name, level }) => regionName(name, level)).join(', ');
  });
  protected readonly silence = computed(() => {
    const since = Date.parse(this.tps().since);
    const length = this.formats.duration((this.roomNow() ?? since) - since);
    return this.t('call.silent', { for: length, since: this.formats.dateTime(since) });
  });
  protected readonly mayLog = computed(() => this.session.may('incident.write', this.tps().code));

  constructor() {
    // Another TPS is another call: nothing of the last one lingers.
    effect(() => {
      this.tps();
      this.note.set('');
      this.chosen.set(null);
    });
  }

  protected ring(phone: string): void {
    this.chosen.set(phone);
  }

  protected write(event: Event): void {
    this.note.set((event.target as HTMLTextAreaElement).value);
  }

  protected end(outcome: CallOutcome): void {
    if (this.isBusy()) return;
    this.callEnded.emit({ outcome, note: this.note().trim(), phone: this.phone() });
  }

  protected age(at: string): string {
    return this.formats.age(Math.max(0, (this.roomNow() ?? Date.parse(at)) - Date.parse(at)));
  }

  /** 1, 2 and 3 from anywhere but the note, where they are figures. */
  protected onKey(event: KeyboardEvent): void {
    const outcome = this.outcomes[Number(event.key) - 1];
    if (outcome === undefined || !isPlainKey(event)) return;
    event.preventDefault();
    this.end(outcome);
  }
}
