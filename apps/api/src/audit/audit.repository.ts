import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { JournalKind } from '@posko/domain';
import { DataSource, QueryFailedError } from 'typeorm';
import { auditStatement } from './audit-query';
import type { AuditFilter } from './audit-query';

/** A search that the indexes do not help may not hold the database longer than this. */
const TIMEOUT_MS = 3000;
/** SQLSTATE of a statement that ran out of time. */
const QUERY_CANCELED = '57014';

export interface AuditEntry {
  readonly seq: number;
  readonly at: number;
  readonly kind: JournalKind;
  readonly subject: string;
  readonly body: string;
  readonly hash: string;
}

@Injectable()
export class AuditRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The latest entries that fit, and the journal's head as of the same moment; null if the search took too long. */
  async search(filter: AuditFilter): Promise<{ seq: number; rows: AuditEntry[] } | null> {
    const { text, values } = auditStatement(filter);
    try {
      return await this.dataSource.transaction('REPEATABLE READ', async (manager) => {
        await manager.query(`SET LOCAL statement_timeout = ${TIMEOUT_MS}`);
        const [head] = await manager.query<{ seq: number }[]>(
          `SELECT coalesce(max(seq), 0)::float8 AS seq FROM journal`,
        );
        const rows = await manager.query<(Omit<AuditEntry, 'at'> & { at: string })[]>(text, values);
        return { seq: head?.seq ?? 0, rows: rows.map((row) => ({ ...row, at: Math.round(Number(row.at)) })) };
      });
    } catch (error) {
      if (error instanceof QueryFailedError && (error.driverError as { code?: string }).code === QUERY_CANCELED)
        return null;
      throw error;
    }
  }
}
