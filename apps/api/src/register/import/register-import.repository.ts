import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { BlobStore } from '../../platform/blob/blob-store';
import { ApiError } from '../../platform/http/api-error';
import { RegisterRepository } from '../../platform/register/register.repository';
import type { RegisterRows } from '../../platform/register/register-rows';

/** The import that brought the present register. */
export interface LatestImport {
  readonly seq: number;
  readonly chunks: readonly string[];
}

export interface RegisterContent {
  readonly rows: RegisterRows;
  readonly chunks: readonly Buffer[];
}

/** What an import has to know of the journal, and what it writes beside it. */
@Injectable()
export class RegisterImportRepository {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly blobs: BlobStore,
    private readonly register: RegisterRepository,
  ) {}

  async latest(manager: EntityManager = this.dataSource.manager): Promise<LatestImport | null> {
    const [row] = await manager.query<LatestImport[]>(`
      SELECT seq::float8 AS seq, body -> 'chunks' AS chunks
      FROM journal WHERE kind = 'register.imported.v1' ORDER BY journal.seq DESC LIMIT 1`);
    return row ?? null;
  }

  /** Writes bytes and tables, if nothing stands against it. Only right under the journal's lock. */
  async store(
    manager: EntityManager,
    work: { content: RegisterContent; before: LatestImport | null; onTps: (tps: number) => void },
  ): Promise<void> {
    await this.refuseIfInUse(manager);
    const latest = await this.latest(manager);
    if (latest?.seq !== work.before?.seq)
      throw new Error('Another register was imported at the same moment; try again');
    for (const chunk of work.content.chunks) await this.blobs.put(manager, chunk);
    await this.register.replace(manager, work.content.rows, work.onTps);
  }

  /** Throws `register-in-use` once anything is known of a TPS: positions and codes must not move under it. */
  private async refuseIfInUse(manager: EntityManager): Promise<void> {
    const [row] = await manager.query<{ isInUse: boolean }[]>(`
      SELECT EXISTS (SELECT 1 FROM journal WHERE kind = 'tps.reported.v1')
          OR EXISTS (SELECT 1 FROM journal WHERE kind IN ('tps.steppedBack.v1', 'tps.marked.v1')
                                             AND kind <> 'tps.reported.v1')
          OR EXISTS (SELECT 1 FROM result) AS "isInUse"`);
    if (row?.isInUse === true) throw new ApiError('register-in-use');
  }
}
