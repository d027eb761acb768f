import type { ElementRef } from '@angular/core';
import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  viewChild,
} from '@angular/core';
import { ColorScheme, injectFormats } from '@posko/ui';
import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, Tooltip } from 'chart.js';
import type { ChartConfiguration } from 'chart.js';
import { resolvedColor } from '../shell/resolved-color';

Chart.register(BarController, BarElement, CategoryScale, Legend, LinearScale, Tooltip);

export interface BarSeries {
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** A custom property of the theme, without `--posko-`. */
  readonly color: string;
}

/** Room for one group of bars and for axis and legend, in CSS pixels. */
const GROUP_HEIGHT = 34;
const FRAME_HEIGHT = 70;

/** Bars side by side, a group per label. Loaded only where it is shown: chart.js is large. The table says the same in figures. */
@Component({
  selector: 'posko-figures-chart',
  template: '<canvas #canvas role="img" [attr.aria-label]="label()"></canvas>',
  styleUrl: './figures-chart.scss',
  host: { '[style.block-size.px]': 'height()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FiguresChart {
  readonly labels = input.required<readonly string[]>();
  readonly series = input.required<readonly BarSeries[]>();
  readonly label = input.required<string>();

  private readonly formats = injectFormats();
  private readonly scheme = inject(ColorScheme);
  private readonly canvas = viewChild.required<ElementRef<HTMLCanvasElement>>('canvas');
  private chart: Chart<'bar', (number | null)[], string> | null = null;
  protected readonly height = computed(() => this.labels().length * GROUP_HEIGHT + FRAME_HEIGHT);

  constructor() {
    afterNextRender(() => this.draw());
    effect(() => {
      this.labels();
      this.series();
      this.scheme.isDark();
      this.draw();
    });
    inject(DestroyRef).onDestroy(() => this.chart?.destroy());
  }

  private draw(): void {
    const canvas = this.canvas().nativeElement;
    const config = this.config(canvas);
    if (this.chart === null) {
      if (canvas.getContext('2d') !== null) this.chart = new Chart(canvas, config);
      return;
    }
    this.chart.data = config.data;
    this.chart.options = config.options ?? {};
    this.chart.update('none');
  }

  private config(canvas: HTMLCanvasElement): ChartConfiguration<'bar', (number | null)[], string> {
    const color = (name: string): string => resolvedColor(canvas, `--posko-${name}`);
    const font = { family: "'Inter Variable', sans-serif", size: 11 };
    const [text, soft, line] = [color('text'), color('text-soft'), color('line')];
    return {
      type: 'bar',
      data: {
        labels: [...this.labels()],
        datasets: this.series().map(({ label, values, color: name }) => ({
          label,
          data: [...values],
          backgroundColor: color(name),
          borderColor: soft,
          borderWidth: 1,
          maxBarThickness: 14,
        })),
      },
      options: {
        indexAxis: 'y',
        animation: false,
        maintainAspectRatio: false,
        scales: {
          x: {
            min: 0,
            grid: { color: line },
            ticks: { color: soft, font, precision: 0, callback: (value) => this.formats.number(Number(value)) },
          },
          y: { grid: { display: false }, ticks: { color: text, font, autoSkip: false } },
        },
        plugins: {
          legend: { position: 'top', align: 'start', labels: { color: text, font, boxWidth: 12 } },
          tooltip: {
            callbacks: {
              label: (item) => `${item.dataset.label ?? ''}: ${this.formats.number(item.parsed.x ?? 0, 0)}`,
            },
          },
        },
      },
    };
  }
}
