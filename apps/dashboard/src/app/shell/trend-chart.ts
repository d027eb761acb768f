import type { ElementRef } from '@angular/core';
import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  afterNextRender,
  effect,
  inject,
  input,
  viewChild,
} from '@angular/core';
import { STAGES } from '@posko/domain';
import { ColorScheme, injectFormats, injectText } from '@posko/ui';
import { Chart, Filler, LineController, LineElement, LinearScale, PointElement, Tooltip } from 'chart.js';
import type { ChartConfiguration } from 'chart.js';
import { resolvedColor } from './resolved-color';

Chart.register(Filler, LineController, LineElement, LinearScale, PointElement, Tooltip);

export interface TrendPoint {
  /** ISO 8601. */
  readonly at: string;
  /** In the order of the stages. */
  readonly stages: readonly number[];
}

const HOUR = 3_600_000;
/** Steps of the time axis in hours; the first that gives few enough lines is taken. */
const STEPS = [1, 2, 3, 6, 12, 24, 48] as const;
const MOST_LINES = 7;

/** TPS per stage over time, stacked, the furthest stage at the bottom. Loaded only where it is shown: chart.js is large. */
@Component({
  selector: 'posko-trend-chart',
  template: '<canvas #canvas role="img" [attr.aria-label]="label()"></canvas>',
  styleUrl: './trend-chart.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TrendChart {
  readonly points = input.required<readonly TrendPoint[]>();
  readonly label = input.required<string>();
  /** In CSS pixels; the wall is read from afar. */
  readonly fontSize = input(11);

  private readonly t = injectText();
  private readonly formats = injectFormats();
  private readonly scheme = inject(ColorScheme);
  private readonly canvas = viewChild.required<ElementRef<HTMLCanvasElement>>('canvas');
  private chart: Chart<'line', { x: number; y: number }[]> | null = null;

  constructor() {
    afterNextRender(() => this.draw());
    effect(() => {
      this.points();
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

  private config(canvas: HTMLCanvasElement): ChartConfiguration<'line', { x: number; y: number }[]> {
    const color = (name: string): string => resolvedColor(canvas, `--posko-${name}`);
    const points = this.points();
    const soft = color('text-soft');
    const ticks = { color: soft, font: { family: "'Inter Variable', sans-serif", size: this.fontSize() } };
    const grid = { color: color('line') };
    const [first, last] = [points.at(0), points.at(-1)].map((point) => (point ? Date.parse(point.at) : 0));
    const total = points.at(-1)?.stages.reduce((sum, count) => sum + count, 0) ?? 0;
    return {
      type: 'line',
      data: { datasets: this.datasets(points, color) },
      options: {
        animation: false,
        maintainAspectRatio: false,
        normalized: true,
        interaction: { mode: 'index', intersect: false },
        elements: { point: { radius: 0, hitRadius: 6 }, line: { borderWidth: 0 } },
        scales: {
          x: {
            type: 'linear',
            min: first ?? 0,
            max: last ?? 0,
            grid,
            afterBuildTicks: (axis) => {
              axis.ticks = this.hours(axis.min, axis.max).map((value) => ({ value }));
            },
            ticks: { ...ticks, maxRotation: 0, callback: (value) => this.formats.clock(Number(value)) },
          },
          y: {
            stacked: true,
            min: 0,
            max: Math.max(1, total),
            grid,
            ticks: { ...ticks, maxTicksLimit: 5, callback: (value) => this.formats.number(Number(value)) },
          },
        },
        plugins: {
          tooltip: {
            callbacks: {
              title: ([item]) => (item ? this.formats.dateTime(item.parsed.x ?? 0) : ''),
              label: (item) => `${item.dataset.label ?? ''}: ${this.formats.number(item.parsed.y ?? 0)}`,
            },
          },
        },
      },
    };
  }

  private datasets(
    points: readonly TrendPoint[],
    color: (name: string) => string,
  ): ChartConfiguration<'line', { x: number; y: number }[]>['data']['datasets'] {
    return STAGES.toReversed().map((stage) => ({
      label: this.t(`stage.${stage}`),
      data: points.map((point) => ({ x: Date.parse(point.at), y: point.stages[STAGES.indexOf(stage)] ?? 0 })),
      fill: true,
      backgroundColor: color(`stage-${stage}`),
      stepped: true,
    }));
  }

  /** Full hours of local time between two instants, few enough to be read. */
  private hours(from: number, to: number): number[] {
    const step = (STEPS.find((hours) => (to - from) / (hours * HOUR) <= MOST_LINES) ?? 48) * HOUR;
    const offset = this.formats.utcOffsetMinutes() * 60_000;
    const values: number[] = [];
    for (let at = Math.ceil((from + offset) / step) * step - offset; at <= to; at += step) values.push(at);
    return values;
  }
}
