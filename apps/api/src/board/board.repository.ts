import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Incident, TpsState } from '@posko/domain';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { REGISTER_REVISION } from '../platform/register/register.repository';

export interface StoredStanding extends TpsState {
  readonly position: number;
}

/** What the board starts from, all as of one moment. */
export interface StoredBoard {
  readonly seq: number;
  readonly registerRevision: number;
  /** Room time (ms) up to which deadlines count, null before the first `calendar.passed`. */
  readonly passedAt: number | null;
  readonly standings: readonly StoredStanding[];
  /** Open incidents at TPS. */
  readonly incidents: readonly StoredIncident[];
}

type StoredIncident = Pick<Incident, 'id' | 'place' | 'status'>;

/** A move of TPS between stages within one bucket of time. */
export interface TrendMove {
  readonly kabupaten: string;
  readonly bucket: number;
  readonly stoodAt: string;
  readonly standsAt: string;
  readonly count: number;
}

/** Kinds of entries that may move a TPS to another stage. */
const MOVING_KINDS = [
  'tps.reported.v1',
  'tps.steppedBack.v1',
  'result.entered.v1',
  'result.decided.v1',
  'evidence.kept.v1',
];

const MS = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;

@Injectable()
export class BoardRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async load(): Promise<StoredBoard> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => ({
      ...(await this.heads(manager)),
      passedAt: await this.passedAt(manager),
      standings: await this.standings(manager),
      incidents: await this.incidents(manager),
    }));
  }

  /** Stage moves up to `seq`, per kabupaten and bucket. A whole journal is grouped by the database in one pass. */
  async trend(seq: number, bucketMs: number): Promise<TrendMove[]> {
    return this.dataSource.query<TrendMove[]>(
      `SELECT left(subject, 4) AS kabupaten, floor(extract(epoch FROM at) * 1000 / $2)::float8 AS bucket,
              body->>'stoodAt' AS "stoodAt", body->>'standsAt' AS "standsAt", count(*)::int AS count
       FROM journal
       WHERE kind = ANY($3) AND seq <= $1
         AND body->>'stoodAt' <> body->>'standsAt'
       GROUP BY 1, 2, 3, 4`,
      [seq, bucketMs, MOVING_KINDS],
    );
  }

  private async heads(manager: EntityManager): Promise<Pick<StoredBoard, 'seq' | 'registerRevision'>> {
    const [row] = await manager.query<Pick<StoredBoard, 'seq' | 'registerRevision'>[]>(
      `SELECT coalesce((SELECT max(seq) FROM journal), 0)::float8 AS seq,
              ${REGISTER_REVISION} AS "registerRevision"`,
    );
    return row ?? { seq: 0, registerRevision: 0 };
  }

  /** A clock set back after the last `calendar.passed` takes its deadlines back with it. */
  private async passedAt(manager: EntityManager): Promise<number | null> {
    const [row] = await manager.query<{ at: number | null }[]>(
      `WITH passed AS (
         SELECT seq, (body->>'at')::timestamptz AS at FROM journal
         WHERE kind = 'calendar.passed.v1' ORDER BY seq DESC LIMIT 1)
       SELECT ${MS("least(passed.at, min((set.body->>'at')::timestamptz))")} AS at
       FROM passed LEFT JOIN journal AS set ON set.kind = 'clock.set.v1' AND set.seq > passed.seq
       GROUP BY passed.at`,
    );
    return row?.at ?? null;
  }

  private async incidents(manager: EntityManager): Promise<StoredIncident[]> {
    return manager.query<StoredIncident[]>(
      'SELECT id, place, status FROM incident WHERE is_open AND length(place) = 13',
    );
  }

  private async standings(manager: EntityManager): Promise<StoredStanding[]> {
    return manager.query<StoredStanding[]>(
      `SELECT position, stage, ${MS('stage_at')} AS "stageAt", ${MS('counted_at')} AS "countedAt", turnout,
              ${MS('turnout_at')} AS "turnoutAt", marks, ${MS('stepped_back_at')} AS "steppedBackAt", reports,
              ${MS('last_received_at')} AS "lastReceivedAt", last_seq::float8 AS "lastSeq"
       FROM tps_state`,
    );
  }
}
