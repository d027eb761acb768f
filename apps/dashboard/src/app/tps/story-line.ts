import { CdkCopyToClipboard } from '@angular/cdk/clipboard';
import { ChangeDetectionStrategy, Component, computed, input, signal } from '@angular/core';
import { Icon, MarkBadge, StageChip, injectFormats, injectText, tpsIcons, tpsMessages } from '@posko/ui';
import type { IconName } from '@posko/ui';
import type { ResponseOf } from '../shell/board-store';

type Entry = ResponseOf<'tps'>['story'][number];
type Report = Extract<Entry, { kind: 'report' }>;

const MINUTE_MS = 60_000;
const ICONS: Readonly<Record<Entry['kind'], IconName>> = {
  report: 'check',
  stepBack: tpsIcons.stepBack,
  mark: 'alert',
  result: 'check',
};

interface Line {
  readonly entry: Entry;
  readonly report: Report | null;
  readonly icon: IconName;
  /** How long a report was on its way, or that the crew's clock runs ahead of ours. */
  readonly delay: string;
  readonly late: string;
  /** Why a report did not move the TPS. */
  readonly effect: string;
}

/** Every entry of a TPS, the latest first, each with both times, where it came from, what it did, and its receipt. */
@Component({
  selector: 'posko-story-line',
  imports: [CdkCopyToClipboard, Icon, MarkBadge, StageChip],
  templateUrl: './story-line.html',
  styleUrl: './story-line.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StoryLine {
  readonly story = input.required<readonly Entry[]>();
  protected readonly t = injectText(tpsMessages);
  protected readonly icons = tpsIcons;
  protected readonly formats = injectFormats();
  protected readonly copied = signal<string | null>(null);
  protected readonly lines = computed(() => this.story().map((entry) => this.line(entry)));

  protected onCopied(receipt: string, isDone: boolean): void {
    this.copied.set(isDone ? receipt : null);
  }

  private line(entry: Entry): Line {
    const icon = ICONS[entry.kind];
    if (entry.kind !== 'report') return { entry, report: null, icon, delay: '', late: '', effect: '' };
    return {
      entry,
      report: entry,
      icon,
      delay: this.delayOf(entry),
      late:
        this.isFirst(entry) && entry.lateMinutes > 0
          ? this.t('tps.late', { time: this.formats.duration(entry.lateMinutes * MINUTE_MS) })
          : '',
      effect:
        entry.effect === 'advanced'
          ? ''
          : this.t(`tps.effect.${entry.effect}`, { stage: this.t(`stage.${entry.standsAt}`) }),
    };
  }

  /** Only the earliest word of a stage can be late: later ones tell of turnout, or repeat. */
  private isFirst(report: Report): boolean {
    const at = Date.parse(report.occurredAt);
    return !this.story().some(
      (entry) => entry.kind === 'report' && entry.stage === report.stage && Date.parse(entry.occurredAt) < at,
    );
  }

  private delayOf(report: Report): string {
    const ms = Date.parse(report.receivedAt) - Date.parse(report.occurredAt);
    if (Math.abs(ms) < MINUTE_MS) return '';
    const time = this.formats.duration(Math.abs(ms));
    return this.t(ms > 0 ? 'tps.delay' : 'tps.aheadOfUs', { time });
  }
}
