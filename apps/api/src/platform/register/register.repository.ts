import type { RegionRow } from '@posko/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { RegionEntity } from './region.entity';

/** Voters on the list (DPT) of every TPS, by position. */
export interface DptByPosition {
  readonly dptL: Uint16Array;
  readonly dptP: Uint16Array;
}

export interface StoredRegister extends DptByPosition {
  /** Number of the journal entry that brought the register, 0 before the first import. */
  readonly version: number;
  readonly rows: readonly RegionRow[];
}

/** Reads the register whole. Everything here is one pass over a table: it serves 823,236 TPS as well as 60,751. */
@Injectable()
export class RegisterRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Version, regions and voters as of one moment, so that an import under way never shows in parts. */
  async load(): Promise<StoredRegister> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => ({
      version: await this.versionOf(manager),
      rows: await this.regionRows(manager),
      ...(await this.dptByPosition(manager)),
    }));
  }

  private async versionOf(manager: EntityManager): Promise<number> {
    const [row] = await manager.query<{ seq: string | null }[]>(
      `SELECT max(seq) AS seq FROM journal WHERE kind = 'register.imported.v1'`,
    );
    return Number(row?.seq ?? 0);
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
