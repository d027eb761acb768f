import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { Mark } from '@posko/domain';
import { Icon } from '../icon';
import { injectText } from '../language';
import { MARK_ICON, SEVERITY } from './trouble';

/** A side mark by icon and name; amber or red only where it means trouble. */
@Component({
  selector: 'posko-mark-badge',
  imports: [Icon],
  template: `<posko-icon [name]="icon()" />{{ label() }}`,
  styleUrl: './mark-badge.scss',
  host: { '[class]': "isQuiet() ? 'note' : severity()" },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MarkBadge {
  readonly mark = input.required<Mark>();
  readonly isShort = input(false);
  /** For a legend: names the mark without raising the alarm. */
  readonly isQuiet = input(false);
  private readonly t = injectText();
  protected readonly label = computed(() =>
    this.t(this.isShort() ? `markShort.${this.mark()}` : `mark.${this.mark()}`),
  );
  protected readonly icon = computed(() => MARK_ICON[this.mark()]);
  protected readonly severity = computed(() => SEVERITY[this.mark()]);
}
