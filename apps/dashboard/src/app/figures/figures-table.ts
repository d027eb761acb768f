import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { NgTemplateOutlet } from '@angular/common';
import { figuresMessages, injectFormats, injectText } from '@posko/ui';
import type { FigureLine } from './figure-lines';

/** Workload and response times line by line, the whole last. */
@Component({
  selector: 'posko-figures-table',
  imports: [NgTemplateOutlet],
  templateUrl: './figures-table.html',
  styleUrl: './figures-table.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FiguresTable {
  readonly lines = input.required<readonly FigureLine[]>();
  readonly total = input<FigureLine | null>(null);
  /** What the lines are of. */
  readonly heading = input.required<string>();
  /** Hours know of calls and of no times. */
  readonly isByHour = input(false);

  protected readonly t = injectText(figuresMessages);
  protected readonly formats = injectFormats();

  protected minutes(value: number | null): string {
    return value === null ? '–' : this.formats.number(value, value < 10 ? 1 : 0);
  }
}
