import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { ContestId, TpsCode } from '@posko/domain';
import type { PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { KeptPhoto } from '../platform/result/result-state';
import { NEAR_BITS } from './picture/picture-likeness';

/** Where a photo belongs. */
export interface EvidencePlace {
  readonly contest: ContestId;
  readonly tps: TpsCode;
}

export interface EvidenceRow {
  readonly commandId: string;
  readonly replaces: string | null;
  readonly mediaType: string;
}

/** A photo of another TPS. */
export interface Elsewhere extends EvidencePlace {
  readonly sha256: string;
}

const INSERT = `
  INSERT INTO evidence (contest, tps, page, sha256, command_id, replaces, media_type, bytes, width, height, perceptual_hash,
                        kept_at, kept_by)
  SELECT contest, tps, page, sha256, command_id, replaces, media_type, bytes, width, height,
         ('x' || perceptual_hash)::bit(256), to_timestamp(kept_at / 1000), kept_by
  FROM unnest($1::text[], $2::text[], $3::smallint[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::int[], $9::int[],
              $10::int[], $11::text[], $12::float8[], $13::uuid[])
    AS row (contest, tps, page, sha256, command_id, replaces, media_type, bytes, width, height, perceptual_hash, kept_at,
            kept_by)
  ON CONFLICT DO NOTHING`;

const INSERT_ROWS = 5000;
/** Nearest pictures that are looked at. */
const NEAREST = 12;

/** Which photos belong to which TPS. A photo that comes again for the same page stays as it came first. */
@Injectable()
export class EvidenceRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async insert(client: PoolClient, kept: readonly KeptPhoto[]): Promise<void> {
    await client.query(INSERT, columnsOf(kept));
  }

  /** Fills an empty table. */
  async fill(manager: EntityManager, kept: readonly KeptPhoto[]): Promise<void> {
    for (let from = 0; from < kept.length; from += INSERT_ROWS) {
      await manager.query(INSERT, columnsOf(kept.slice(from, from + INSERT_ROWS)));
    }
  }

  /** The photo of a page, if it came before. */
  async ofPage({ contest, tps }: EvidencePlace, page: number, sha256: string): Promise<EvidenceRow | null> {
    const [row] = await this.dataSource.query<EvidenceRow[]>(
      `SELECT command_id AS "commandId", replaces, media_type AS "mediaType" FROM evidence
       WHERE contest = $1 AND tps = $2 AND page = $3 AND sha256 = $4`,
      [contest, tps, page, sha256],
    );
    return row ?? null;
  }

  /** What a photo is that belongs there, whatever its page. */
  async mediaType({ contest, tps }: EvidencePlace, sha256: string): Promise<string | null> {
    const [row] = await this.dataSource.query<{ mediaType: string }[]>(
      `SELECT media_type AS "mediaType" FROM evidence WHERE contest = $1 AND tps = $2 AND sha256 = $3 LIMIT 1`,
      [contest, tps, sha256],
    );
    return row?.mediaType ?? null;
  }

  /** The same bytes at other TPS. */
  async sameElsewhere(tps: TpsCode, sha256: string): Promise<Elsewhere[]> {
    return this.dataSource.query<Elsewhere[]>(
      'SELECT DISTINCT contest, tps, sha256 FROM evidence WHERE sha256 = $1 AND tps <> $2 ORDER BY tps, contest',
      [sha256, tps],
    );
  }

  /** Pictures of other TPS that may be this one, nearest first. */
  async nearElsewhere(tps: TpsCode, sha256: string, perceptualHash: string): Promise<Elsewhere[]> {
    return this.dataSource.query<Elsewhere[]>(
      `SELECT contest, tps, sha256 FROM evidence
       WHERE bit_count(perceptual_hash # ('x' || $1)::bit(256)) <= ${NEAR_BITS} AND tps <> $2 AND sha256 <> $3
       ORDER BY bit_count(perceptual_hash # ('x' || $1)::bit(256)), tps LIMIT ${NEAREST}`,
      [perceptualHash, tps, sha256],
    );
  }
}

function columnsOf(kept: readonly KeptPhoto[]): unknown[][] {
  const column = <T>(pick: (body: KeptPhoto['body']) => T): T[] => kept.map(({ body }) => pick(body));
  return [
    column(({ contest }) => contest),
    kept.map(({ tps }) => tps),
    column(({ photo }) => photo.page),
    column(({ photo }) => photo.sha256),
    kept.map(({ commandId }) => commandId),
    column(({ replaces }) => replaces),
    column(({ mediaType }) => mediaType),
    column(({ bytes }) => bytes),
    column(({ width }) => width),
    column(({ height }) => height),
    column(({ perceptualHash }) => perceptualHash),
    kept.map(({ at }) => at),
    column(({ actor }) => actor.id),
  ];
}
