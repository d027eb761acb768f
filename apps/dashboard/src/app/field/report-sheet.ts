import type { ElementRef } from '@angular/core';
import {
  ChangeDetectionStrategy,
  Component,
  afterNextRender,
  computed,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import type { ReportableStage } from '@posko/domain';
import { fieldIcons, fieldMessages, Icon, injectFormats, injectText } from '@posko/ui';
import type { Draft } from './field-store';
import { lastTime, timeOfDay } from './time-of-day';
import type { Moment } from './time-of-day';

/** What is about to be reported: a stage, or how many voters came by a time. */
export interface Intent {
  readonly stage: ReportableStage;
  /** Asks for the number of voters. */
  readonly isTurnout: boolean;
  /** Time that it is about (ms), now if left out. */
  readonly at?: number;
  /** The TPS is at this stage or beyond. */
  readonly isPast: boolean;
}

const MOST_VOTERS = 9999;
const NOTE_LENGTH = 500;

/** The second tap: what will be sent, with its time to correct; then it is sent. */
@Component({
  selector: 'posko-report-sheet',
  imports: [Icon],
  templateUrl: './report-sheet.html',
  styleUrl: './report-sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReportSheet {
  readonly intent = input.required<Intent>();
  readonly moment = input.required<Moment>();
  /** Voters on the list, to notice a slip by. */
  readonly dpt = input<number | null>(null);
  readonly sent = output<Draft>();
  readonly cancelled = output();

  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  protected readonly t = injectText(fieldMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = fieldIcons;
  protected readonly typedTime = signal<string | null>(null);
  protected readonly typedCount = signal('');
  protected readonly typedNote = signal('');
  protected readonly isTried = signal(false);
  /** The present time until another is typed; it goes on while the sheet is open. */
  protected readonly time = computed(() => {
    const { at } = this.intent();
    const { now, utcOffsetMinutes } = this.moment();
    return this.typedTime() ?? timeOfDay({ now: at ?? now, utcOffsetMinutes });
  });
  protected readonly count = computed(() => (/^\d{1,4}$/.test(this.typedCount()) ? Number(this.typedCount()) : null));
  protected readonly isCountWrong = computed(
    () => this.isTried() && this.intent().isTurnout && (this.count() === null || (this.count() ?? 0) > MOST_VOTERS),
  );
  protected readonly isAbove = computed(() => {
    const [count, dpt] = [this.count(), this.dpt()];
    return count !== null && dpt !== null && count > dpt;
  });
  protected readonly heading = computed(() => {
    const { stage, isTurnout } = this.intent();
    if (!isTurnout) return this.t('field.confirm.stage', { stage: this.t(`stage.${stage}`) });
    return this.t('field.confirm.turnout', { time: this.time().replace(':', '.') });
  });

  constructor() {
    afterNextRender(() => {
      const dialog = this.dialog().nativeElement;
      if ('showModal' in dialog) dialog.showModal();
    });
  }

  protected typeTime(event: Event): void {
    this.typedTime.set((event.target as HTMLInputElement).value);
  }

  protected typeCount(event: Event): void {
    this.typedCount.set((event.target as HTMLInputElement).value.trim());
  }

  protected typeNote(event: Event): void {
    this.typedNote.set((event.target as HTMLTextAreaElement).value.slice(0, NOTE_LENGTH));
  }

  protected submit(event: Event): void {
    event.preventDefault();
    this.isTried.set(true);
    const { stage, isTurnout } = this.intent();
    const occurredAt = lastTime(this.time(), this.moment());
    const count = this.count();
    if (occurredAt === null || this.isCountWrong()) return;
    const note = this.typedNote().trim();
    this.sent.emit({
      stage,
      occurredAt,
      ...(isTurnout && count !== null ? { turnout: count } : {}),
      ...(note === '' ? {} : { note }),
    });
  }
}
