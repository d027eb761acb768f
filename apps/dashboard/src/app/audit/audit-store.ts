import { Injectable, inject, signal } from '@angular/core';
import { API } from '../shell/api-store';
import type { Failure, ResponseOf } from '../shell/api-store';

export type AuditRow = ResponseOf<'audit'>['rows'][number];

/** What is searched for; empty is everything. Times as ISO 8601. */
export interface AuditFilter {
  readonly name: string;
  readonly kind: string;
  readonly place: string;
  readonly q: string;
  readonly from: string;
  readonly until: string;
}

const PAGE = 100;

/** Entries of the journal that match, latest first, page by page. */
@Injectable()
export class AuditStore {
  private readonly api = inject(API);
  private readonly held = signal<readonly AuditRow[]>([]);
  private readonly failed = signal<Failure | null>(null);
  private readonly loading = signal(true);
  private readonly older = signal<number | null>(null);
  private filter: AuditFilter | null = null;
  private asking: AbortController | null = null;

  readonly rows = this.held.asReadonly();
  readonly failure = this.failed.asReadonly();
  readonly isLoading = this.loading.asReadonly();
  /** Where the next page begins; null where there is none. */
  readonly next = this.older.asReadonly();

  async load(filter: AuditFilter): Promise<void> {
    this.filter = filter;
    this.held.set([]);
    this.older.set(null);
    await this.ask();
  }

  async refresh(): Promise<void> {
    if (this.filter !== null) await this.load(this.filter);
  }

  async more(): Promise<void> {
    const before = this.older();
    if (before !== null) await this.ask(before);
  }

  private async ask(before?: number): Promise<void> {
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    this.loading.set(true);
    const given = Object.entries(this.filter ?? {}).filter(([, value]) => value !== '');
    const query = { limit: PAGE, ...Object.fromEntries(given), ...(before === undefined ? {} : { before }) };
    const answer = await this.api.call('audit', { query, signal: asking.signal });
    if (this.asking !== asking) return;
    this.loading.set(false);
    this.failed.set(answer.isOk ? null : answer.failure);
    if (!answer.isOk) return;
    this.held.update((rows) => [...rows, ...answer.value.rows]);
    this.older.set(answer.value.next);
  }
}
