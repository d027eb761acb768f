import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { inOrder } from '@posko/domain';
import type { Contest } from '@posko/domain';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';

/** Contests as of one moment. */
export interface StoredContests {
  /** Number of the latest entry in the journal. */
  readonly head: number;
  /** Number of the entry that changed them last, 0 before the first. */
  readonly revision: number;
  readonly contests: readonly Contest[];
}

@Injectable()
export class ContestRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async load(): Promise<StoredContests> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const [row] = await manager.query<{ head: number; revision: number }[]>(
        `SELECT coalesce((SELECT max(seq) FROM journal), 0)::float8 AS head,
                coalesce((SELECT max(seq) FROM journal WHERE kind = 'contest.imported.v1'), 0)::float8 AS revision`,
      );
      return { head: row?.head ?? 0, revision: row?.revision ?? 0, contests: await this.allWith(manager) };
    });
  }

  /** All of them, within the caller's transaction. */
  async allWith(manager: EntityManager): Promise<Contest[]> {
    return inOrder(await manager.query<Contest[]>('SELECT id, code, name, regions, profile, options FROM contest'));
  }

  /** Ids of those of which a result or a recapitulation has come. */
  async inUseWith(manager: EntityManager): Promise<Set<string>> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM contest WHERE EXISTS (SELECT FROM result WHERE result.contest = contest.id)
                                 OR EXISTS (SELECT FROM recap WHERE recap.contest = contest.id)`,
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Puts these in place of all that are there. */
  async replace(manager: EntityManager, contests: readonly Contest[]): Promise<void> {
    await manager.query('DELETE FROM contest');
    await manager.query(
      `INSERT INTO contest (id, code, name, regions, profile, options)
       SELECT id, code, name, ARRAY(SELECT jsonb_array_elements_text(regions)), profile, options
       FROM jsonb_to_recordset($1::jsonb)
         AS contest (id text, code text, name text, regions jsonb, profile text, options jsonb)`,
      [JSON.stringify(contests)],
    );
  }
}
