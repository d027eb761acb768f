import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { INCIDENT_TOTAL_LIMIT } from '@posko/contracts';
import type { Incident } from '@posko/domain';
import { DataSource } from 'typeorm';
import { Values, conditionOf } from '../platform/incident/incident-filter';
import { orderOf, pageOf } from './incident-page';
import type { IncidentPage, PageRows } from './incident-page';

export interface SearchLimits {
  /** Where a search finds fewer, they are sorted; they are counted up to so many. */
  readonly few: number;
  /** Where it finds more, so many incidents are looked at in the order asked for before all that it finds are sorted. */
  readonly walked: number;
}

const LIMITS: SearchLimits = { few: INCIDENT_TOTAL_LIMIT, walked: 10_000 };

export interface SearchPage extends PageRows {
  readonly total: number;
}

/** What is found is sorted by these; the wide bodies are read only of what the page shows. */
const NARROW = 'i.id, i.number, i.due_at, i.severity, i.changed_at';
const BODIES = 'JOIN LATERAL (SELECT body FROM incident WHERE id = p.id OFFSET 0) AS b ON true';

/**
 * Pages of what words find. The planner cannot tell how rare a telephone number or the beginning of a code is, takes it for
 * frequent, and would read the whole table in the order of the page to find it. So we look first: what is rare is found by the
 * index of words and sorted; what is frequent turns up soon in the order of the page.
 */
@Injectable()
export class IncidentSearchRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** A page, and how many there are in all; beyond the limit they are not counted. */
  async page(page: IncidentPage, limits = LIMITS): Promise<SearchPage> {
    const { total, found } = await this.few(page, limits.few);
    if (total < limits.few) return { ...pageOf(found, page), total };
    const walked = await this.walked(page, limits.walked);
    // A full page is the first one. Otherwise they may lie further on, or there are no more.
    const rows = walked.length > page.limit ? walked : await this.sorted(page);
    return { ...pageOf(rows, page), total };
  }

  /** How many are found, and where that is fewer than `few` those of the page. */
  private async few(page: IncidentPage, few: number): Promise<{ total: number; found: Incident[] }> {
    const values = new Values();
    const { order, beyond } = orderOf(page, values);
    const rows = await this.dataSource.query<{ total: number; incident: Incident | null }[]>(
      `WITH found AS MATERIALIZED (
         SELECT ${NARROW} FROM incident AS i WHERE ${conditionOf(page.filter, values)} LIMIT ${few}
       ), page AS MATERIALIZED (
         SELECT i.* FROM found AS i WHERE (SELECT count(*) FROM found) < ${few} AND ${beyond}
         ORDER BY ${order} LIMIT ${values.add(page.limit + 1)}
       )
       SELECT t.total, i.body AS incident
       FROM (SELECT count(*)::int AS total FROM found) AS t LEFT JOIN (SELECT p.*, b.body FROM page AS p ${BODIES}) AS i ON true
       ORDER BY ${order}`,
      values.list,
    );
    return { total: rows[0]?.total ?? 0, found: rows.flatMap(({ incident }) => incident ?? []) };
  }

  /** Those of the page among the next so many incidents in its order. */
  private walked(page: IncidentPage, walked: number): Promise<Incident[]> {
    const values = new Values();
    const { order, beyond } = orderOf(page, values);
    return this.bodies(
      `SELECT i.body AS incident
       FROM (SELECT i.* FROM incident AS i WHERE ${beyond} ORDER BY ${order} LIMIT ${walked}) AS i
       WHERE ${conditionOf(page.filter, values)} ORDER BY ${order} LIMIT ${values.add(page.limit + 1)}`,
      values,
    );
  }

  /** Those of the page, whatever it costs. */
  private sorted(page: IncidentPage): Promise<Incident[]> {
    const values = new Values();
    const { order, beyond } = orderOf(page, values);
    return this.bodies(
      `WITH found AS MATERIALIZED (
         SELECT ${NARROW} FROM incident AS i WHERE ${conditionOf(page.filter, values)} AND ${beyond}
       ), page AS MATERIALIZED (
         SELECT i.* FROM found AS i ORDER BY ${order} LIMIT ${values.add(page.limit + 1)}
       )
       SELECT i.body AS incident FROM (SELECT p.*, b.body FROM page AS p ${BODIES}) AS i ORDER BY ${order}`,
      values,
    );
  }

  private async bodies(statement: string, values: Values): Promise<Incident[]> {
    const rows = await this.dataSource.query<{ incident: Incident }[]>(statement, values.list);
    return rows.map(({ incident }) => incident);
  }
}
