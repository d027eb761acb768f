import { Inject, Injectable, Logger } from '@nestjs/common';
import { isKind } from '@posko/domain';
import type { JournalEntry } from '@posko/domain';
import { SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';
import type { Projection } from '../platform/journal/journal-follower';
import { SirekapReader } from '../platform/sirekap/sirekap-reader';
import { SirekapRepository } from '../platform/sirekap/sirekap.repository';

/** Told once new figures can be read, with the journal entry that brought them. */
export type SirekapWatcher = (seq: number, contest: string) => void;

/** Keeps the figures that the board shows current; they are read from the table again after each import. */
@Injectable()
export class SirekapProjection implements Projection {
  private readonly logger = new Logger(SirekapProjection.name);
  private watcher: SirekapWatcher = () => undefined;

  constructor(
    @Inject(SERVER_OPTIONS) private readonly options: ServerOptions,
    private readonly sirekap: SirekapRepository,
    private readonly reader: SirekapReader,
  ) {}

  watch(watcher: SirekapWatcher): void {
    this.watcher = watcher;
  }

  async load(): Promise<number> {
    // In this order: figures may be newer than the entry named, never older.
    const seq = await this.sirekap.head();
    await this.refresh();
    return seq;
  }

  apply(entries: readonly JournalEntry[]): void {
    const imported = entries.findLast((entry) => this.concerns(entry));
    if (imported === undefined) return;
    this.refresh().then(
      () => this.watcher(imported.seq, this.options.contest),
      (error: unknown) => this.logger.warn(`Sirekap's figures could not be read again: ${String(error)}`),
    );
  }

  private concerns(entry: JournalEntry): boolean {
    return isKind(entry, 'sirekap.imported.v1') && entry.body.contest === this.options.contest;
  }

  private async refresh(): Promise<void> {
    const figures = await this.sirekap.latest(this.options.contest);
    this.reader.replace(
      new Map(figures.map(({ regionCode, ts, total, received }) => [regionCode, { ts, total, received }])),
    );
  }
}
