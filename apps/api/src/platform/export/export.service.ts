import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { isoTime } from '@posko/domain';
import type { Actor } from '@posko/domain';
import { ClockService } from '../clock/clock.service';
import { SERVER_OPTIONS } from '../config';
import type { ServerOptions } from '../config';
import { requestHash } from '../journal/chain';
import { JournalWriter } from '../journal/journal-writer';
import { csvStream } from './csv-stream';
import type { ExportTable } from './export-table';
import { wallClock } from './export-table';
import { xlsxStream } from './xlsx-stream';

export type ExportFormat = 'csv' | 'xlsx';

/** What leaves the house, and who takes it. */
export interface ExportOrder {
  /** A word for the journal and the file: `incidents`, `figures`. */
  readonly what: string;
  readonly format: ExportFormat;
  /** Rows that there are as it begins. */
  readonly rows: number;
  /** What was asked for, as in the address. */
  readonly query: Readonly<Record<string, string>>;
  readonly actor: Actor;
  /** CSV holds the first table only. */
  readonly tables: readonly [ExportTable, ...ExportTable[]];
}

export interface ExportFile {
  readonly mediaType: string;
  readonly disposition: string;
  readonly stream: Readable;
}

const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Files for spreadsheets. That someone took one is in the journal before its first byte leaves. */
@Injectable()
export class ExportService {
  constructor(
    @Inject(SERVER_OPTIONS) private readonly options: Pick<ServerOptions, 'utcOffsetMinutes'>,
    private readonly writer: JournalWriter,
    private readonly clock: ClockService,
  ) {}

  async begin({ what, format, rows, query, actor, tables }: ExportOrder): Promise<ExportFile> {
    const id = randomUUID();
    const body = { what, format, rows, query: { ...query }, actor };
    await this.writer.transact({ id, requestHash: requestHash('export.made', what, body) }, () =>
      Promise.resolve({ kind: 'export.made.v1', subject: '', body }),
    );
    const { utcOffsetMinutes } = this.options;
    const stream = format === 'csv' ? csvStream(tables[0], utcOffsetMinutes) : xlsxStream(tables, utcOffsetMinutes);
    return {
      mediaType: MEDIA_TYPES[format],
      disposition: `attachment; filename="${this.nameOf(what, format)}"`,
      stream,
    };
  }

  /** `posko-incidents-20241127-0730.csv`, by the room's clock. */
  private nameOf(what: string, format: ExportFormat): string {
    const now = isoTime(wallClock(new Date(this.clock.now()), this.options.utcOffsetMinutes).getTime());
    const [day = '', time = ''] = now.replaceAll(/[-:]/g, '').split('T');
    return `posko-${what}-${day}-${time.slice(0, 4)}.${format}`;
  }
}
