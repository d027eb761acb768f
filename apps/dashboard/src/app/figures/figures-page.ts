import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { MatButton } from '@angular/material/button';
import {
  Icon,
  Panel,
  figuresIcons,
  figuresMessages,
  incidentKindMessages,
  injectFormats,
  injectText,
  regionName,
} from '@posko/ui';
import { ClockStore } from '../shell/clock-store';
import { PageHead } from '../shell/page-head';
import { usePageTitle } from '../shell/page-title';
import { injectRegionChoices } from '../shell/region-choices';
import { SessionStore } from '../shell/session-store';
import { FIGURE_GROUPINGS, figureLines, lineOf } from './figure-lines';
import type { Labels } from './figure-lines';
import { FiguresChart } from './figures-chart';
import type { BarSeries } from './figures-chart';
import { FiguresStore } from './figures-store';
import type { ExportFormat, ExportOf } from './figures-store';
import { FiguresTable } from './figures-table';
import { PERIODS, instantOf, localOf, spanOf } from './period';

const text = (value: string | undefined): string => value ?? '';

/** Workload and response times of the help desk, as table or chart, for whoever leads it; and as files. */
@Component({
  selector: 'posko-figures-page',
  imports: [FiguresChart, FiguresTable, Icon, MatButton, PageHead, Panel],
  providers: [FiguresStore],
  templateUrl: './figures-page.html',
  styleUrl: './figures-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FiguresPage {
  /** Everything that is chosen stands in the address: `?region=3578&period=week&by=shift&view=chart`. */
  readonly region = input('', { transform: text });
  readonly period = input('', { transform: text });
  readonly from = input('', { transform: text });
  readonly until = input('', { transform: text });
  readonly by = input('', { transform: text });
  readonly view = input('', { transform: text });

  private readonly router = inject(Router);
  private readonly clock = inject(ClockStore);
  private readonly session = inject(SessionStore);
  protected readonly store = inject(FiguresStore);
  protected readonly t = injectText(figuresMessages, incidentKindMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = figuresIcons;
  protected readonly groupings = FIGURE_GROUPINGS;
  protected readonly periods = PERIODS;
  protected readonly choices = injectRegionChoices();
  protected readonly saved = signal('');
  protected readonly mayExport = computed(() => this.session.may('export.make'));
  protected readonly isChart = computed(() => this.view() === 'chart');
  protected readonly grouping = computed(() => FIGURE_GROUPINGS.find((by) => by === this.by()) ?? 'kind');
  protected readonly chosenPeriod = computed(() => PERIODS.find((period) => period === this.period()) ?? 'day');
  private readonly labels: Labels = {
    kind: (kind) => `${kind} ${this.t(`incidentKind.${kind}`)}`,
    regency: (name) => regionName(name, 'kabupaten'),
    shift: (start, label) => this.t('figures.shift', { day: this.formats.date(start), label }),
    hour: (start, operator) => `${this.formats.dateTime(start)} · ${operator ?? this.t('figures.nobody')}`,
  };
  protected readonly lines = computed(() => {
    const figures = this.store.figures();
    return figures === null ? [] : figureLines(figures, this.grouping(), this.labels);
  });
  protected readonly total = computed(() => {
    const figures = this.store.figures();
    return figures === null || this.grouping() === 'hour' ? null : lineOf(figures.total, this.t('figures.total'));
  });
  protected readonly lineNames = computed(() => this.lines().map(({ label }) => label));
  protected readonly work = computed<BarSeries[]>(() => {
    const lines = this.lines();
    const series = (label: string, values: (number | null)[], color: string): BarSeries => ({ label, values, color });
    const opened = series(
      this.t('figures.opened'),
      lines.map((line) => line.opened),
      'stage-counted',
    );
    const resolved = series(
      this.t('figures.resolved'),
      lines.map((line) => line.resolved),
      'stage-open',
    );
    const third =
      this.grouping() === 'hour'
        ? series(
            this.t('figures.calls'),
            lines.map((line) => line.calls),
            'stage-ready',
          )
        : series(
            this.t('figures.open'),
            lines.map((line) => line.open),
            'stage-ready',
          );
    return [opened, resolved, third];
  });
  protected readonly times = computed<BarSeries[]>(() => {
    const lines = this.lines();
    return [
      { label: this.t('figures.answerMedian'), values: lines.map((line) => line.answerMedian), color: 'stage-open' },
      { label: this.t('figures.answerP90'), values: lines.map((line) => line.answerP90), color: 'stage-ready' },
      {
        label: this.t('figures.solutionMedian'),
        values: lines.map((line) => line.solutionMedian),
        color: 'stage-sent',
      },
      { label: this.t('figures.solutionP90'), values: lines.map((line) => line.solutionP90), color: 'stage-counted' },
    ];
  });
  protected readonly span = computed(() => {
    const figures = this.store.figures();
    if (figures === null) return '';
    return this.t('figures.span', {
      from: this.formats.dateTime(figures.from),
      until: this.formats.dateTime(figures.until),
    });
  });
  protected readonly state = computed(() => {
    if (this.store.figures() === null) return this.store.failure() === null ? 'loading' : 'error';
    return this.lines().length === 0 ? 'empty' : 'ready';
  });
  protected readonly message = computed(() => {
    const failure = this.store.failure();
    if (failure?.code === 'invalid-request') return this.t('figures.badPeriod');
    if (failure !== null) return this.t(`error.${failure.code}`);
    return this.t(this.grouping() === 'hour' ? 'figures.noHours' : 'figures.none');
  });
  protected readonly exportProblem = computed(() => {
    const failure = this.store.exportFailure();
    return failure === null ? null : this.t(`error.${failure.code}`);
  });
  /** The chosen instants as their fields show them. */
  protected readonly fields = computed(() => {
    const offset = this.formats.utcOffsetMinutes();
    const shown = this.store.figures();
    return {
      from: localOf(this.from() || (shown?.from ?? ''), offset),
      until: localOf(this.until() || (shown?.until ?? ''), offset),
    };
  });

  constructor() {
    usePageTitle(() => this.t('figures.title'));
    effect(() => {
      const wish = { region: this.region(), ...this.chosenSpan() };
      untracked(() => void this.store.load(wish));
    });
  }

  protected choose(name: string, event: Event): void {
    this.go({ [name]: (event.target as HTMLSelectElement).value || null });
  }

  protected show(view: 'chart' | null): void {
    this.go({ view });
  }

  protected chooseInstant(name: 'from' | 'until', event: Event): void {
    const instant = instantOf((event.target as HTMLInputElement).value, this.formats.utcOffsetMinutes());
    this.go({ period: 'own', [name]: instant || null });
  }

  protected async export(what: ExportOf, format: ExportFormat): Promise<void> {
    this.saved.set('');
    const name = await this.store.export(what, format);
    if (name !== null) this.saved.set(this.t('figures.export.done', { name }));
  }

  private chosenSpan(): { from: string; until: string } {
    const period = this.chosenPeriod();
    if (period === 'own') return { from: this.from(), until: this.until() };
    const calendar = this.clock.calendar();
    const votingDayAt =
      calendar === null ? null : Date.parse(`${calendar.votingDay}T00:00:00Z`) - calendar.utcOffsetMinutes * 60_000;
    return spanOf(period, untracked(this.clock.now) ?? Date.now(), votingDayAt);
  }

  private go(queryParams: Record<string, string | null>): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
