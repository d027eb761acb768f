import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Contact } from '@posko/contracts';
import { DataSource } from 'typeorm';
import { codeRange } from '../../platform/database/code-range';

/** Names are compared for so many at most; a beginning that more people share has to be typed on. */
const NAME_LIMIT = 200;

interface Search {
  readonly scope: string;
  readonly limit: number;
}

/** Finds people by number or name. Everything here reads an index: someone waits on the telephone. */
@Injectable()
export class LookupRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Contacts whose number begins so, and callers of earlier incidents. */
  async byPhone(digits: string, { scope, limit }: Search): Promise<Contact[]> {
    return this.dataSource.query<Contact[]>(
      `(SELECT place, duty, name, phone FROM contact
        WHERE digits >= $1 AND digits < $2 AND place >= $3 AND place < $4 ORDER BY digits, place LIMIT $5)`,
      [...codeRange(digits), ...codeRange(scope), limit],
    );
  }

  /** Contacts with a word of the name beginning so for each word typed. */
  async byName(words: readonly string[], { scope, limit }: Search): Promise<Contact[]> {
    return this.dataSource.query<Contact[]>(
      `SELECT place, duty, name, phone FROM (
         SELECT place, number, duty, name, phone FROM contact
         WHERE to_tsvector('simple', name) @@ to_tsquery('simple', $1) AND place >= $2 AND place < $3 LIMIT ${NAME_LIMIT}
       ) AS found ORDER BY place, number LIMIT $4`,
      [words.map((word) => `'${word}':*`).join(' & '), ...codeRange(scope), limit],
    );
  }
}
