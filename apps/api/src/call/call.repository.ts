import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { CallOutcome, PersonRef } from '@posko/domain';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { codeRange } from '../platform/database/code-range';

/** What a command's rows are written in, handed on by the service. */
export type Transaction = EntityManager;

/** A TPS that someone takes to call. */
export type TakenRow = Pick<CallRow, 'id' | 'tps' | 'person' | 'personName' | 'takenAt' | 'until'>;

/** One call of a silent TPS. Times are milliseconds since the epoch. */
export interface CallRow {
  readonly id: string;
  readonly tps: string;
  readonly person: string;
  readonly personName: string;
  readonly takenAt: number;
  /** Nobody else is given the TPS before; by the real clock. */
  readonly until: number;
  /** The same person has taken another one since. */
  readonly releasedAt: number | null;
  readonly endedAt: number | null;
  readonly outcome: CallOutcome | null;
  readonly note: string;
  readonly phone: string | null;
}

/** Both clocks: the room's tells when calls were made, the real one how long someone may keep a TPS. */
export interface Instants {
  readonly at: number;
  readonly realAt: number;
}

/** Who holds a TPS, and until when. */
export interface Lease {
  readonly tps: string;
  readonly person: PersonRef;
  readonly until: number;
}

const MS = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;
const TIME = (parameter: string): string => `to_timestamp(${parameter}::float8 / 1000)`;

const ROW = `id, tps, person, person_name AS "personName", ${MS('taken_at')} AS "takenAt", ${MS('until')} AS until,
  ${MS('released_at')} AS "releasedAt", ${MS('ended_at')} AS "endedAt", outcome, note, phone`;
const IS_OPEN = 'ended_at IS NULL AND released_at IS NULL';
export const UNENDED = { releasedAt: null, endedAt: null, outcome: null, note: '', phone: null } as const;

const INSERT_ROWS = 5000;

@Injectable()
export class CallRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** What this person holds now. */
  async held(manager: EntityManager, person: string, realAt: number): Promise<Lease | null> {
    const [row] = await manager.query<{ tps: string; name: string; until: number }[]>(
      `SELECT tps, person_name AS name, ${MS('until')} AS until FROM call
       WHERE person = $1 AND ${IS_OPEN} AND until > ${TIME('$2')} ORDER BY taken_at DESC LIMIT 1`,
      [person, realAt],
    );
    return row === undefined ? null : { tps: row.tps, until: row.until, person: { id: person, name: row.name } };
  }

  /** TPS not to be given to anyone now: someone holds them, or they were called within `restMs`. */
  async busy(manager: EntityManager, { at, realAt }: Instants, restMs: number): Promise<Set<string>> {
    const rows = await manager.query<{ tps: string }[]>(
      `SELECT tps FROM call WHERE until > ${TIME('$1')} AND ${IS_OPEN}
       UNION SELECT tps FROM call WHERE ended_at > ${TIME('$2')} AND ended_at <= ${TIME('$3')}`,
      [realAt, at - restMs, at],
    );
    return new Set(rows.map(({ tps }) => tps));
  }

  /** Everything that is held now. */
  async leases(realAt: number): Promise<Lease[]> {
    const rows = await this.dataSource.query<{ tps: string; id: string; name: string; until: number }[]>(
      `SELECT tps, person AS id, person_name AS name, ${MS('until')} AS until FROM call
       WHERE until > ${TIME('$1')} AND ${IS_OPEN} ORDER BY taken_at`,
      [realAt],
    );
    return rows.map(({ tps, until, id, name }) => ({ tps, until, person: { id, name } }));
  }

  /** When each TPS of a region was last called in vain. */
  async inVain(region: string): Promise<Map<string, number>> {
    const rows = await this.dataSource.query<{ tps: string; at: number }[]>(
      `SELECT tps, ${MS('max(ended_at)')} AS at FROM call
       WHERE outcome <> 'reached' AND tps >= $1 AND tps < $2 GROUP BY tps`,
      [...codeRange(region)],
    );
    return new Map(rows.map(({ tps, at }) => [tps, at]));
  }

  /** The calls of these TPS that came to something, latest first. */
  async past(codes: readonly string[]): Promise<CallRow[]> {
    return this.dataSource.query<CallRow[]>(
      `SELECT ${ROW} FROM call WHERE tps = ANY($1::text[]) AND ended_at IS NOT NULL ORDER BY tps, ended_at DESC, id`,
      [codes],
    );
  }

  /** The latest call of a TPS, whoever made it, and this person's latest that is open. */
  async latest(manager: EntityManager, tps: string, person: string): Promise<{ any?: CallRow; own?: CallRow }> {
    const rows = await manager.query<(CallRow & { isOwn: boolean })[]>(
      `(SELECT ${ROW}, false AS "isOwn" FROM call WHERE tps = $1 ORDER BY taken_at DESC, id DESC LIMIT 1)
       UNION ALL (SELECT ${ROW}, true FROM call WHERE tps = $1 AND person = $2 AND ${IS_OPEN}
                  ORDER BY taken_at DESC, id DESC LIMIT 1)`,
      [tps, person],
    );
    const [any, own] = [rows.find(({ isOwn }) => !isOwn), rows.find(({ isOwn }) => isOwn)];
    return { ...(any === undefined ? {} : { any }), ...(own === undefined ? {} : { own }) };
  }

  /** Whoever takes one lets go of what they held. */
  async take(manager: EntityManager, row: TakenRow): Promise<void> {
    await manager.query(`UPDATE call SET released_at = ${TIME('$2')} WHERE person = $1 AND ${IS_OPEN}`, [
      row.person,
      row.takenAt,
    ]);
    await this.insert(manager, [{ ...row, ...UNENDED }]);
  }

  async end(
    manager: EntityManager,
    row: Pick<CallRow, 'id' | 'endedAt' | 'outcome' | 'note' | 'phone'>,
  ): Promise<void> {
    await manager.query(`UPDATE call SET ended_at = ${TIME('$2')}, outcome = $3, note = $4, phone = $5 WHERE id = $1`, [
      row.id,
      row.endedAt,
      row.outcome,
      row.note,
      row.phone,
    ]);
  }

  async insert(manager: EntityManager, rows: readonly CallRow[]): Promise<void> {
    for (let from = 0; from < rows.length; from += INSERT_ROWS) {
      const slice = rows.slice(from, from + INSERT_ROWS);
      const column = <K extends keyof CallRow>(key: K): CallRow[K][] => slice.map((row) => row[key]);
      await manager.query(
        `INSERT INTO call (id, tps, person, person_name, taken_at, until, released_at, ended_at, outcome, note, phone)
         SELECT id, tps, person, person_name, ${TIME('taken_at')}, ${TIME('until')}, ${TIME('released_at')},
                ${TIME('ended_at')}, outcome, note, phone
         FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::float8[], $6::float8[], $7::float8[],
                     $8::float8[], $9::text[], $10::text[], $11::text[])
           AS row (id, tps, person, person_name, taken_at, until, released_at, ended_at, outcome, note, phone)`,
        [
          ...[column('id'), column('tps'), column('person'), column('personName'), column('takenAt'), column('until')],
          ...[column('releasedAt'), column('endedAt'), column('outcome'), column('note'), column('phone')],
        ],
      );
    }
  }
}
