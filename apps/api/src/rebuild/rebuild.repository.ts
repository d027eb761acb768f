import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { JournalHead, JournalInsert } from '../platform/journal/journal-types';
import { JournalRepository } from '../platform/journal/journal.repository';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';

/** The transaction a rebuild runs in, handed on by the service. */
export type Transaction = EntityManager;

const PAGE = 5000;

/** A row that is only on one side. */
export interface Difference {
  readonly table: string;
  readonly side: 'only in the tables' | 'only in the journal';
  readonly row: unknown;
}

@Injectable()
export class RebuildRepository {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly journal: JournalRepository,
  ) {}

  /** Everything `work` reads is as of one moment, while reports go on coming in. */
  async asOfNow<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction('REPEATABLE READ', work);
  }

  /** No report comes in between: for writing the tables anew. */
  async alone<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await this.journal.lock(manager);
      return work(manager);
    });
  }

  async head(manager: EntityManager): Promise<JournalHead> {
    return this.journal.headWith(manager);
  }

  /** The journal from its first entry on, a page at a time. */
  async *pages(manager: EntityManager): AsyncGenerator<JournalInsert[]> {
    for (let seq = 0; ;) {
      const page = await this.journal.afterWith(manager, seq, PAGE);
      if (page.length === 0) return;
      yield page;
      seq = page.at(-1)?.seq ?? seq;
    }
  }

  /** Empty tables of the same shape that hide the real ones until the transaction ends. */
  async hide(manager: EntityManager, tables: readonly string[]): Promise<void> {
    for (const table of tables) {
      await manager.query(`CREATE TEMP TABLE ${table} (LIKE public.${table} INCLUDING ALL) ON COMMIT DROP`);
    }
  }

  async countOf(manager: EntityManager, table: string): Promise<number> {
    const [row] = await manager.query<{ count: number }[]>(`SELECT count(*)::int AS count FROM public.${table}`);
    return row?.count ?? 0;
  }

  /** Rows that only one side has, at most `limit` of each. */
  async differences(manager: EntityManager, table: string, limit: number): Promise<Difference[]> {
    const side = (name: Difference['side'], a: string, b: string): string =>
      `(SELECT '${name}' AS side, to_jsonb(x) AS row FROM (TABLE ${a} EXCEPT ALL TABLE ${b}) AS x LIMIT ${limit})`;
    const rows = await manager.query<Omit<Difference, 'table'>[]>(
      `${side('only in the tables', `public.${table}`, `pg_temp.${table}`)} UNION ALL
       ${side('only in the journal', `pg_temp.${table}`, `public.${table}`)}`,
    );
    return rows.map((row) => ({ table, ...row }));
  }

  /** Puts what the journal made in place of what is there. */
  async takeOver(manager: EntityManager, table: string): Promise<void> {
    await manager.query(`DELETE FROM public.${table}`);
    await manager.query(`INSERT INTO public.${table} SELECT * FROM pg_temp.${table}`);
  }
}
