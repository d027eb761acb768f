import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { isoTime } from '@posko/domain';
import type { Incident } from '@posko/domain';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { Values, within } from '../platform/incident/incident-filter';

/** What a command reads and writes in, handed on by the service. */
export type Transaction = EntityManager;

/** Counts of the open incidents of a region. */
export interface OpenCounts {
  readonly open: number;
  readonly unassigned: number;
  readonly waiting: number;
  readonly referred: number;
  readonly breached: number;
}

type Order = 'severity DESC, i.number' | 'due_at, i.number';

/** What of the incidents a shift leaves to the next. */
@Injectable()
export class ShiftRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Everything that follows as of one moment. */
  async asOfNow<T>(work: (manager: Transaction) => Promise<T>): Promise<T> {
    return this.dataSource.transaction('REPEATABLE READ', work);
  }

  async counts(manager: Transaction, region: string, now: number): Promise<OpenCounts> {
    const values = new Values();
    const at = values.add(isoTime(now));
    const conditions = ['i.is_open', ...within(region, values)];
    const [row] = await manager.query<OpenCounts[]>(
      `SELECT count(*)::int AS open, (count(*) FILTER (WHERE i.assignee IS NULL))::int AS unassigned,
              (count(*) FILTER (WHERE i.status = 'waiting'))::int AS waiting,
              (count(*) FILTER (WHERE i.status = 'referred'))::int AS referred,
              (count(*) FILTER (WHERE i.due_at <= ${at}::timestamptz))::int AS breached
       FROM incident AS i WHERE ${conditions.join(' AND ')}`,
      values.list,
    );
    return row ?? { open: 0, unassigned: 0, waiting: 0, referred: 0, breached: 0 };
  }

  /** Open incidents, worst first. */
  async worst(manager: Transaction, region: string, limit: number): Promise<Incident[]> {
    const values = new Values();
    return this.open(manager, { values, conditions: within(region, values), order: 'severity DESC, i.number', limit });
  }

  /** Open incidents of which some clock runs out up to `until`, the first one first. */
  async due(
    manager: Transaction,
    region: string,
    { until, limit }: { until: number; limit: number },
  ): Promise<Incident[]> {
    const values = new Values();
    const conditions = [`i.due_at <= ${values.add(isoTime(until))}`, ...within(region, values)];
    return this.open(manager, { values, conditions, order: 'due_at, i.number', limit });
  }

  /** Open incidents that wait for something or someone. */
  async waiting(manager: Transaction, region: string, limit: number): Promise<Incident[]> {
    const values = new Values();
    const conditions = [`i.status IN ('waiting', 'referred')`, ...within(region, values)];
    return this.open(manager, { values, conditions, order: 'severity DESC, i.number', limit });
  }

  /** These incidents as they are now, worst first. */
  async byIds(ids: readonly string[]): Promise<Incident[]> {
    const rows = await this.dataSource.query<{ incident: Incident }[]>(
      `SELECT i.body AS incident FROM incident AS i WHERE i.id = ANY($1::uuid[]) ORDER BY i.severity DESC, i.number`,
      [ids],
    );
    return rows.map(({ incident }) => incident);
  }

  private async open(
    manager: Transaction,
    { values, conditions, order, limit }: { values: Values; conditions: string[]; order: Order; limit: number },
  ): Promise<Incident[]> {
    const rows = await manager.query<{ incident: Incident }[]>(
      `SELECT i.body AS incident FROM incident AS i WHERE ${['i.is_open', ...conditions].join(' AND ')}
       ORDER BY i.${order} LIMIT ${values.add(limit)}`,
      values.list,
    );
    return rows.map(({ incident }) => incident);
  }
}
