import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { INCIDENT_TOTAL_LIMIT } from '@posko/contracts';
import type { Incident } from '@posko/domain';
import { DataSource } from 'typeorm';
import { Values, conditionOf, saying } from '../platform/incident/incident-filter';
import { beyond, orderOf, pageOf } from './incident-page';
import type { IncidentPage, PageRows } from './incident-page';

export interface SearchLimits {
  /** Where a search finds fewer, they are sorted; they are counted up to so many. */
  readonly few: number;
  /** So many incidents may be looked at one by one. */
  readonly looked: number;
  /** So many are looked at first where only a letter or two are typed yet, which nearly every incident has. */
  readonly glanced: number;
}

const LIMITS: SearchLimits = { few: INCIDENT_TOTAL_LIMIT, looked: 10_000, glanced: 2500 };
const SHORT = 3;

export interface SearchPage extends PageRows {
  readonly total: number;
}

interface Found {
  readonly total: number;
  readonly incidents: Incident[];
}

/** What is found is sorted by these; the wide bodies are read only of what the page shows. */
const NARROW = 'i.id, i.number, i.due_at, i.severity, i.changed_at';
const BODIES = 'JOIN LATERAL (SELECT body FROM incident WHERE id = p.id OFFSET 0) AS b ON true';

/**
 * Pages of what words find. The planner cannot tell how rare a telephone number or the beginning of a code is, takes it for
 * frequent, and would read the whole table in the order of the page to find it; or it takes the beginning of every code for
 * rare. So the way is chosen here: a small view is read through; what is rare is found by the index of words and sorted; what
 * is frequent turns up soon in the order of the page.
 */
@Injectable()
export class IncidentSearchRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** A page of a view that holds about `viewed`, and how many are found in all; beyond the limit they are not counted. */
  async page(page: IncidentPage, viewed: number, limits = LIMITS): Promise<SearchPage> {
    const { total, incidents } = await (viewed <= limits.looked ? this.read(page) : this.found(page, limits));
    return { ...pageOf(incidents, page), total: Math.min(total, limits.few) };
  }

  private async found(page: IncidentPage, { few, looked, glanced }: SearchLimits): Promise<Found> {
    if ((page.filter.q ?? '').length <= SHORT) {
      const near = await this.near(page, glanced);
      if (near.total >= few && near.incidents.length > page.limit) return near;
    }
    const found = await this.few(page, few);
    if (found.total < few) return found;
    const walked = await this.walked(page, looked);
    // A full page is the first one. Otherwise they may lie further on, or there are no more.
    return { total: found.total, incidents: walked.length > page.limit ? walked : await this.sorted(page) };
  }

  /** All of a small view are read, whatever the words. */
  private read(page: IncidentPage): Promise<Found> {
    const values = new Values();
    const viewed = `SELECT i.* FROM incident AS i WHERE ${conditionOf({ ...page.filter, q: undefined }, values)} OFFSET 0`;
    const words = saying(page.filter.q, values).join('');
    return this.pageAmong({ found: `SELECT ${NARROW} FROM (${viewed}) AS i WHERE ${words}` }, page, values);
  }

  /** How many are found, up to `few`; where that is fewer, those of the page. */
  private few(page: IncidentPage, few: number): Promise<Found> {
    const values = new Values();
    const found = `SELECT ${NARROW} FROM incident AS i WHERE ${conditionOf(page.filter, values)} LIMIT ${few}`;
    return this.pageAmong({ found, below: few }, page, values);
  }

  /** How many are found, and the page of them if they are fewer than `below`. */
  private async pageAmong(
    { found, below }: { found: string; below?: number },
    page: IncidentPage,
    values: Values,
  ): Promise<Found> {
    const order = orderOf(page);
    const isWanted = below === undefined ? 'true' : `(SELECT count(*) FROM found) < ${below}`;
    const rows = await this.dataSource.query<{ total: number; incident: Incident | null }[]>(
      `WITH found AS MATERIALIZED (${found}), page AS MATERIALIZED (
         SELECT i.* FROM found AS i WHERE ${isWanted} AND ${beyond(page, values)} ORDER BY ${order} LIMIT ${values.add(page.limit + 1)}
       )
       SELECT t.total, i.body AS incident
       FROM (SELECT count(*)::int AS total FROM found) AS t LEFT JOIN (SELECT p.*, b.body FROM page AS p ${BODIES}) AS i ON true
       ORDER BY ${order}`,
      values.list,
    );
    return { total: rows[0]?.total ?? 0, incidents: rows.flatMap(({ incident }) => incident ?? []) };
  }

  /** How many are found among the next so many incidents in the order of the page, and those of the page. */
  private near(page: IncidentPage, glanced: number): Promise<Found> {
    const values = new Values();
    const found = `SELECT ${NARROW} FROM ${ahead(page, glanced, values)} WHERE ${conditionOf(page.filter, values)}`;
    return this.pageAmong({ found }, page, values);
  }

  /** Those of the page among the next so many; it ends when the page is full. */
  private walked(page: IncidentPage, looked: number): Promise<Incident[]> {
    const values = new Values();
    return this.bodies(
      `SELECT i.body AS incident FROM ${ahead(page, looked, values)} WHERE ${conditionOf(page.filter, values)}
       ORDER BY ${orderOf(page)} LIMIT ${values.add(page.limit + 1)}`,
      values,
    );
  }

  /** Those of the page, whatever it costs. */
  private sorted(page: IncidentPage): Promise<Incident[]> {
    const values = new Values();
    const order = orderOf(page);
    return this.bodies(
      `WITH found AS MATERIALIZED (
         SELECT ${NARROW} FROM incident AS i WHERE ${conditionOf(page.filter, values)} AND ${beyond(page, values)}
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

/** The next so many incidents of any kind, in the order of the page. */
function ahead(page: IncidentPage, count: number, values: Values): string {
  return `(SELECT i.* FROM incident AS i WHERE ${beyond(page, values)} ORDER BY ${orderOf(page)} LIMIT ${count}) AS i`;
}
