import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Incident } from '@posko/domain';
import { DataSource } from 'typeorm';
import { Values, conditionOf } from '../platform/incident/incident-filter';
import type { IncidentFilter } from '../platform/incident/incident-filter';

/** Incidents read at once. */
const PAGE = 1000;

@Injectable()
export class IncidentExportRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** How many there are, up to `limit`. */
  async count(filter: IncidentFilter, limit: number): Promise<number> {
    const values = new Values();
    const condition = conditionOf(filter, values);
    const [row] = await this.dataSource.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM (SELECT FROM incident AS i WHERE ${condition} LIMIT ${values.add(limit)}) AS c`,
      values.list,
    );
    return row?.count ?? 0;
  }

  /** At most `limit` of them in the order of their numbers, a page at a time: no more than one is in memory. */
  async *all(filter: IncidentFilter, limit: number): AsyncGenerator<Incident> {
    let after = 0;
    for (let left = limit; left > 0;) {
      const rows = await this.page(filter, after, Math.min(PAGE, left));
      yield* rows;
      if (rows.length < Math.min(PAGE, left)) return;
      left -= rows.length;
      after = rows.at(-1)?.number ?? after;
    }
  }

  private async page(filter: IncidentFilter, after: number, limit: number): Promise<Incident[]> {
    const values = new Values();
    const condition = conditionOf(filter, values);
    const rows = await this.dataSource.query<{ incident: Incident }[]>(
      `SELECT i.body AS incident FROM incident AS i
       WHERE ${condition} AND i.number > ${values.add(after)} ORDER BY i.number LIMIT ${values.add(limit)}`,
      values.list,
    );
    return rows.map(({ incident }) => incident);
  }
}
