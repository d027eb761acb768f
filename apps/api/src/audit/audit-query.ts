import type { JournalKind } from '@posko/domain';
import { BODY_PLACE, IS_NAMED, IS_PLACE_IN_BODY, NAME } from '../platform/journal/journal-index';

/** What is looked for; everything left out is not asked about. */
export interface AuditFilter {
  readonly name?: string | undefined;
  /** Kinds to look among; undefined: all. */
  readonly kinds?: readonly JournalKind[] | undefined;
  /** Beginning of the region or TPS code. */
  readonly place?: string | undefined;
  readonly text?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

export interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

const REPORT = 'tps.reported.v1' satisfies JournalKind;
/** A region of so many digits has few entries, which lead to the answer faster than a name; of fewer, it has most of all. */
const FEW = 6;
const MANY = 4;
const CODE_DIGITS = 13;
const CREW = /^tps-(\d{13})$/;

/**
 * The statement that finds the latest entries. One index leads the way, and everything else is looked at on it: left to
 * itself, the planner guesses that matches lie evenly over the journal, which those of one person or place never do.
 */
export function auditStatement(filter: AuditFilter): Statement {
  return new Search(filter).statement();
}

/** Instances whose clocks differ by more than this are not fit to serve. */
const SKEW = `interval '1 minute'`;

/** Where the next entry will stand. */
const BEYOND = '(SELECT coalesce(max(seq), 0) + 1 FROM journal)';

/**
 * Number of the first entry at a time or after it, found by halving: numbers have no gaps and times grow with them. In a
 * rehearsal the clock may have been set back; then there is no telling, and every entry is looked at.
 */
function firstAt(time: string, otherwise: string): string {
  return `(
    WITH RECURSIVE halving (low, high) AS (
      SELECT 1::bigint, coalesce(max(seq), 0) + 1 FROM journal
      UNION ALL
      SELECT CASE WHEN at < ${time} THEN seq + 1 ELSE low END, CASE WHEN at < ${time} THEN high ELSE seq END
      FROM halving JOIN journal ON seq = (low + high) / 2 WHERE low < high)
    SELECT CASE WHEN EXISTS (SELECT FROM journal WHERE kind = 'clock.set.v1') THEN ${otherwise}
                ELSE (SELECT low FROM halving WHERE low >= high) END)`;
}

class Search {
  private readonly values: unknown[] = [];
  private readonly limit: string;
  private readonly filters: string;

  constructor(private readonly filter: AuditFilter) {
    this.limit = this.value(filter.limit);
    this.filters = this.conditions()
      .map((condition) => ` AND ${condition}`)
      .join('');
  }

  statement(): Statement {
    const text = `
      SELECT found.seq::float8 AS seq, extract(epoch FROM at) * 1000 AS at, kind, subject, body::text AS body,
             encode(hash, 'hex') AS hash
      FROM (${this.ways().join(' UNION ALL ')}) AS found JOIN journal USING (seq)
      ORDER BY found.seq DESC LIMIT ${this.limit}`;
    return { text, values: this.values };
  }

  private ways(): string[] {
    const { name, kinds, place } = this.filter;
    if (place !== undefined && place.length >= FEW) return this.byPlace(place);
    if (name !== undefined) return this.byName(name);
    if (kinds !== undefined && !kinds.includes(REPORT)) return [this.byKind(kinds)];
    if (place !== undefined && place.length >= MANY) return this.byPlace(place);
    return [this.latest('true')];
  }

  /** Digits sort alike in every collation, so the range holds whatever the database sorts by. */
  private byPlace(place: string): string[] {
    const range = `BETWEEN ${this.value(place)} AND ${this.value(place.padEnd(CODE_DIGITS, '9'))}`;
    return [
      this.latest(`subject <> '' AND subject ${range}`),
      this.latest(`${IS_PLACE_IN_BODY} AND ${BODY_PLACE} ${range}`),
    ];
  }

  /** Crews report most of a journal and are not in the index of names: their TPS leads to them. */
  private byName(name: string): string[] {
    const named = this.latest(IS_NAMED);
    const tps = CREW.exec(name)?.[1];
    return tps === undefined ? [named] : [named, this.latest(`kind = '${REPORT}' AND subject = ${this.value(tps)}`)];
  }

  private byKind(kinds: readonly JournalKind[]): string {
    return `(SELECT of_kind.seq FROM unnest(${this.value(kinds)}::text[]) AS wanted
      CROSS JOIN LATERAL ${this.latest(`kind = wanted AND kind <> '${REPORT}'`)} AS of_kind
      ORDER BY of_kind.seq DESC LIMIT ${this.limit})`;
  }

  private latest(condition: string): string {
    return `(SELECT seq FROM journal WHERE ${condition}${this.filters} ORDER BY seq DESC LIMIT ${this.limit})`;
  }

  private conditions(): string[] {
    const { name, kinds, place, text, from, until, before } = this.filter;
    const conditions: string[] = [];
    if (before !== undefined) conditions.push(`seq < ${this.value(before)}`);
    if (from !== undefined) {
      const time = this.value(from);
      conditions.push(`at >= ${time}::timestamptz AND seq >= ${firstAt(`${time}::timestamptz - ${SKEW}`, '0')}`);
    }
    if (until !== undefined) {
      const time = this.value(until);
      conditions.push(`at < ${time}::timestamptz AND seq < ${firstAt(`${time}::timestamptz + ${SKEW}`, BEYOND)}`);
    }
    if (kinds !== undefined) conditions.push(`kind = ANY(${this.value(kinds)}::text[])`);
    if (place !== undefined) {
      const begins = this.value(place);
      conditions.push(`starts_with(CASE WHEN ${IS_PLACE_IN_BODY} THEN ${BODY_PLACE} ELSE subject END, ${begins})`);
    }
    if (name !== undefined) conditions.push(`${NAME} = ${this.value(name)}`);
    // The body is JSON: text in it is written the way JSON writes it.
    const written = text === undefined ? undefined : JSON.stringify(text.toLowerCase()).slice(1, -1);
    if (written !== undefined) conditions.push(`strpos(lower(body::text), ${this.value(written)}) > 0`);
    return conditions;
  }

  private value(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}
