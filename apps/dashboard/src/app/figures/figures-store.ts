import { Injectable, inject, signal } from '@angular/core';
import type { RegionCode } from '@posko/domain';
import { API } from '../shell/api-store';
import type { Failure, ResponseOf } from '../shell/api-store';
import { injectSaveFile } from '../shell/save-file';

export type Figures = ResponseOf<'figures'>;
export type FigureGroup = Figures['total'];

/** What the figures are of; empty texts leave it to the server: the whole scope, the last 24 hours. Times are ISO 8601. */
export interface FiguresWish {
  readonly region: string;
  readonly from: string;
  readonly until: string;
}

export type ExportFormat = 'csv' | 'xlsx';
export type ExportOf = 'figures' | 'incidents';

@Injectable()
export class FiguresStore {
  private readonly api = inject(API);
  private readonly saveFile = injectSaveFile();
  private readonly held = signal<Figures | null>(null);
  private readonly failed = signal<Failure | null>(null);
  private readonly loading = signal(false);
  private readonly exporting = signal(false);
  private readonly exportFailed = signal<Failure | null>(null);
  private wish: FiguresWish = { region: '', from: '', until: '' };
  private asking: AbortController | null = null;

  readonly figures = this.held.asReadonly();
  readonly failure = this.failed.asReadonly();
  readonly isLoading = this.loading.asReadonly();
  readonly isExporting = this.exporting.asReadonly();
  /** Why the last download did not come. */
  readonly exportFailure = this.exportFailed.asReadonly();

  /** Another wish drops the question before it. */
  async load(wish: FiguresWish = this.wish): Promise<void> {
    this.wish = wish;
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    this.loading.set(true);
    const answer = await this.api.call('figures', { query: this.query(), signal: asking.signal });
    if (this.asking !== asking) return;
    this.loading.set(false);
    this.failed.set(answer.isOk ? null : answer.failure);
    if (answer.isOk) this.held.set(answer.value);
  }

  /** The name of the file that was saved, or null where it did not come. */
  async export(what: ExportOf, format: ExportFormat): Promise<string | null> {
    if (this.exporting()) return null;
    this.exporting.set(true);
    const answer =
      what === 'figures'
        ? await this.api.file('exportFigures', { query: { ...this.query(), format } })
        : await this.api.file('exportIncidents', { query: { ...this.region(), view: 'all', format } });
    this.exporting.set(false);
    this.exportFailed.set(answer.isOk ? null : answer.failure);
    if (!answer.isOk) return null;
    const name = answer.value.name ?? `posko-${what}.${format}`;
    this.saveFile({ name, blob: answer.value.blob });
    return name;
  }

  private region(): { region?: RegionCode } {
    return this.wish.region === '' ? {} : { region: this.wish.region as RegionCode };
  }

  private query(): { region?: RegionCode; from?: string; until?: string } {
    const { from, until } = this.wish;
    return { ...this.region(), ...(from === '' ? {} : { from }), ...(until === '' ? {} : { until }) };
  }
}
