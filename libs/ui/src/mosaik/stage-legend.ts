import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { MARKS, STAGES } from '@posko/domain';
import type { MarkCounts, StageCounts } from '@posko/domain';
import { injectFormats } from '../formats';
import { injectText } from '../language';
import { mosaikMessages } from '../messages/mosaik';
import { MarkBadge } from '../piece/mark-badge';
import { StageChip } from '../piece/stage-chip';
import { SEVERITY } from '../piece/trouble';

/** What the mosaik's colours and marks mean, and how many TPS have each. */
@Component({
  selector: 'posko-stage-legend',
  imports: [MarkBadge, StageChip],
  template: `
    <ul [attr.aria-label]="t('mosaik.legend')">
      @for (stage of stageNames; track stage) {
        <li>
          <posko-stage-chip [stage]="stage" [isShort]="isShort()" /><b>{{ formats.number(stages()[stage]) }}</b>
        </li>
      }
      @for (mark of shownMarks(); track mark) {
        <li>
          <posko-mark-badge [mark]="mark" [isShort]="true" [isQuiet]="marks()[mark] === 0" /><b>{{
            formats.number(marks()[mark])
          }}</b>
        </li>
      }
    </ul>
  `,
  styleUrl: './stage-legend.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StageLegend {
  readonly stages = input.required<StageCounts>();
  readonly marks = input.required<MarkCounts>();
  readonly isShort = input(true);
  protected readonly t = injectText(mosaikMessages);
  protected readonly formats = injectFormats();
  protected readonly stageNames = STAGES;
  /** Overdue and incident always, so that a nought is seen; the others once there are any. */
  protected readonly shownMarks = computed(() =>
    MARKS.filter((mark) => mark === 'overdue' || SEVERITY[mark] === 'alarm' || this.marks()[mark] > 0),
  );
}
