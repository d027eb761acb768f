import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { phoneDigits } from '@posko/domain';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { ContactRow } from './import/contact-row';

const INSERT_ROWS = 20_000;

/** Writes what imports bring. */
@Injectable()
export class ContactRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Puts these contacts in place of all that was known of the places they name; other places keep theirs. `rows` come by
   * place. `onRows` is told of the rows written so far.
   */
  async replace(
    manager: EntityManager,
    rows: readonly ContactRow[],
    onRows?: (written: number) => void,
  ): Promise<void> {
    await manager.query('DELETE FROM contact WHERE place = ANY($1::text[])', [
      [...new Set(rows.map(({ place }) => place))],
    ]);
    const numbers = numbersOf(rows);
    for (let from = 0; from < rows.length; from += INSERT_ROWS) {
      const slice = rows.slice(from, from + INSERT_ROWS);
      await manager.query(
        `INSERT INTO contact (place, number, duty, name, phone, digits)
         SELECT * FROM unnest($1::text[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::text[])`,
        [
          slice.map(({ place }) => place),
          numbers.slice(from, from + INSERT_ROWS),
          slice.map(({ duty }) => duty),
          slice.map(({ name }) => name),
          slice.map(({ phone }) => phone),
          slice.map(({ phone }) => phoneDigits(phone)),
        ],
      );
      onRows?.(from + slice.length);
    }
  }

  /** The planner has to know at once how many there are now. */
  async analyse(): Promise<void> {
    await this.dataSource.query('ANALYZE contact');
  }

  /** The latest import: its entry and what it brought; null before the first. */
  async latest(): Promise<{ seq: number; chunks: readonly string[] } | null> {
    const [row] = await this.dataSource.query<{ seq: number; chunks: string[] }[]>(
      `SELECT seq::float8 AS seq, body -> 'chunks' AS chunks FROM journal
       WHERE kind = 'contacts.imported.v1' ORDER BY journal.seq DESC LIMIT 1`,
    );
    return row ?? null;
  }
}

/** Each row's number within its place, from 1. */
function numbersOf(rows: readonly ContactRow[]): number[] {
  let number = 0;
  return rows.map(({ place }, index) => {
    number = rows[index - 1]?.place === place ? number + 1 : 1;
    return number;
  });
}
