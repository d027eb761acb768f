import type { RegionRow } from '@posko/domain';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { RegionEntity } from './region.entity';
import type { RegisterRows } from './register-rows';

/** Voters on the list (DPT) of every TPS, by position. */
export interface DptByPosition {
  readonly dptL: Uint16Array;
  readonly dptP: Uint16Array;
}

export interface StoredRegister extends DptByPosition {
  /** Number of the journal entry that brought the register, 0 before the first import. */
  readonly version: number;
  /** Number of the entry that changed it last: import or correction. */
  readonly revision: number;
  readonly rows: readonly RegionRow[];
}

/** Voters on the list of one TPS. */
export interface DptOfTps {
  readonly dptL: number;
  readonly dptP: number;
}

/** Number of the entry that changed the register last, as a column of a query. */
export const REGISTER_REVISION = `coalesce((
  SELECT max(seq) FROM journal WHERE kind IN ('register.imported.v1', 'register.corrected.v1')), 0)::float8`;

/** Rows per statement when the register is written. */
const BATCH_ROWS = 25_000;

/** Reads and writes the register whole. Everything here is one pass over a table: it serves 823,236 TPS as well as 60,751. */
@Injectable()
export class RegisterRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Version, regions and voters as of one moment, so that an import under way never shows in parts. */
  async load(): Promise<StoredRegister> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => ({
      ...(await this.versionOf(manager)),
      rows: await this.regionRows(manager),
      ...(await this.dptByPosition(manager)),
    }));
  }

  /** Puts a register in place of what is there, within the caller's transaction. `onTps` is told of the TPS written so far. */
  async replace(manager: EntityManager, register: RegisterRows, onTps?: (written: number) => void): Promise<void> {
    // Not TRUNCATE: readers go on seeing the register that is there until this commits.
    await manager.query('DELETE FROM tps');
    await manager.query('DELETE FROM region');
    const { regions } = register;
    await manager.query(
      `INSERT INTO region (code, name, level, parent_code, tps_count)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::integer[])`,
      [
        regions.map((region) => region.code),
        regions.map((region) => region.name),
        regions.map((region) => region.level),
        regions.map((region) => region.parentCode),
        regions.map((region) => region.tpsCount),
      ],
    );
    for (let from = 0; from < register.tpsCodes.length; from += BATCH_ROWS) {
      await this.insertTps(manager, register, from);
      onTps?.(Math.min(from + BATCH_ROWS, register.tpsCodes.length));
    }
  }

  private async insertTps(manager: EntityManager, register: RegisterRows, from: number): Promise<void> {
    const array = (column: { slice(from: number, to: number): { join(by: string): string } }): string =>
      `{${column.slice(from, from + BATCH_ROWS).join(',')}}`;
    await manager.query(
      `INSERT INTO tps (position, code, desa_code, number, dpt_l, dpt_p)
       SELECT $1::integer + place - 1, code, left(code, 10), right(code, 3)::smallint, dpt_l, dpt_p
       FROM unnest($2::text[], $3::smallint[], $4::smallint[]) WITH ORDINALITY AS row (code, dpt_l, dpt_p, place)`,
      [from, array(register.tpsCodes), array(register.dptL), array(register.dptP)],
    );
  }

  /** Voters of one TPS, null if the register does not have it. */
  async dptOf(code: string, manager: EntityManager = this.dataSource.manager): Promise<DptOfTps | null> {
    const [row] = await manager.query<DptOfTps[]>('SELECT dpt_l AS "dptL", dpt_p AS "dptP" FROM tps WHERE code = $1', [
      code,
    ]);
    return row ?? null;
  }

  async correct(manager: EntityManager, code: string, { dptL, dptP }: DptOfTps): Promise<void> {
    await manager.query('UPDATE tps SET dpt_l = $2, dpt_p = $3 WHERE code = $1', [code, dptL, dptP]);
  }

  private async versionOf(manager: EntityManager): Promise<Pick<StoredRegister, 'version' | 'revision'>> {
    const [row] = await manager.query<{ version: number; revision: number }[]>(
      `SELECT coalesce((SELECT max(seq) FROM journal WHERE kind = 'register.imported.v1'), 0)::float8 AS version,
              ${REGISTER_REVISION} AS revision`,
    );
    return row ?? { version: 0, revision: 0 };
  }

  private async regionRows(manager: EntityManager): Promise<RegionRow[]> {
    const regions = await manager.find(RegionEntity, { order: { code: 'ASC' } });
    const numbersOf = await this.unusualNumbers(manager);
    return regions.map(({ code, name, tpsCount }): RegionRow => {
      const numbers = numbersOf.get(code);
      return numbers === undefined ? [code, name, tpsCount] : [code, name, tpsCount, numbers];
    });
  }

  /** Numbers of each desa whose TPS are not 1 … n. */
  private async unusualNumbers(manager: EntityManager): Promise<Map<string, number[]>> {
    const rows = await manager.query<{ desa_code: string; numbers: number[] }[]>(`
      SELECT desa_code, array_agg(number ORDER BY number) AS numbers
      FROM tps GROUP BY desa_code HAVING max(number) <> count(*)`);
    return new Map(rows.map((row) => [row.desa_code, row.numbers]));
  }

  /** Sent as bytes: at national size that is 1.6 MB a column, where an array of text would take a second to parse. */
  private async dptByPosition(manager: EntityManager): Promise<DptByPosition> {
    const [row] = await manager.query<{ l: Buffer | null; p: Buffer | null }[]>(`
      SELECT string_agg(int2send(dpt_l), ''::bytea ORDER BY position) AS l,
             string_agg(int2send(dpt_p), ''::bytea ORDER BY position) AS p
      FROM tps`);
    return { dptL: fromNetworkOrder(row?.l), dptP: fromNetworkOrder(row?.p) };
  }
}

function fromNetworkOrder(bytes: Buffer | null | undefined): Uint16Array {
  if (!bytes) return new Uint16Array(0);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint16Array.from({ length: bytes.byteLength / 2 }, (_, index) => view.getUint16(2 * index));
}
