import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { ApiError } from '../../platform/http/api-error';

/** The import that brought the present register. */
export interface LatestImport {
  readonly seq: number;
  readonly chunks: readonly string[];
}

/** What an import has to know of the journal before it may replace the register. */
@Injectable()
export class RegisterImportRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async latest(manager: EntityManager = this.dataSource.manager): Promise<LatestImport | null> {
    const [row] = await manager.query<LatestImport[]>(`
      SELECT seq::float8 AS seq, body -> 'chunks' AS chunks
      FROM journal WHERE kind = 'register.imported.v1' ORDER BY journal.seq DESC LIMIT 1`);
    return row ?? null;
  }

  /** Throws `register-in-use` once anything is known of a TPS: positions and codes must not move under it. */
  async refuseIfInUse(manager: EntityManager): Promise<void> {
    const [row] = await manager.query<{ isInUse: boolean }[]>(`
      SELECT EXISTS (SELECT 1 FROM journal WHERE kind = 'tps.reported.v1')
          OR EXISTS (SELECT 1 FROM journal WHERE kind IN ('tps.steppedBack.v1', 'tps.marked.v1')
                                             AND kind <> 'tps.reported.v1') AS "isInUse"`);
    if (row?.isInUse === true) throw new ApiError('register-in-use');
  }
}
