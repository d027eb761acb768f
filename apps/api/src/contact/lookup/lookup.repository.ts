import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Contact } from '@posko/contracts';
import { DataSource } from 'typeorm';
import { codeRange } from '../../platform/database/code-range';

/** So many are looked at; a beginning that more people share has to be typed on. */
const FOUND_LIMIT = 200;

interface Search {
  readonly scope: string;
  readonly limit: number;
}

/** Finds people by number or name. Everything here reads an index: someone waits on the telephone. */
@Injectable()
export class LookupRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Contacts whose number begins so. */
  async byPhone(digits: string, { scope, limit }: Search): Promise<Contact[]> {
    return this.dataSource.query<Contact[]>(
      `SELECT place, duty, name, phone FROM contact
       WHERE digits >= $1 AND digits < $2 AND place >= $3 AND place < $4 ORDER BY digits, place LIMIT $5`,
      [...codeRange(digits), ...codeRange(scope), limit],
    );
  }

  /** Contacts with a word of the name beginning so for each word typed. */
  async byName(words: readonly string[], { scope, limit }: Search): Promise<Contact[]> {
    return this.dataSource.query<Contact[]>(
      `SELECT place, duty, name, phone FROM (
         SELECT place, number, duty, name, phone FROM contact
         WHERE to_tsvector('simple', name) @@ to_tsquery('simple', $1) AND place >= $2 AND place < $3 LIMIT ${FOUND_LIMIT}
       ) AS found ORDER BY place, number LIMIT $4`,
      [words.map((word) => `'${word}':*`).join(' & '), ...codeRange(scope), limit],
    );
  }

  /** Who left a number with an incident that these words find (`wordQuery`), latest first; they have no duty. */
  async callers(words: string, scope: string): Promise<Contact[]> {
    return this.dataSource.query<Contact[]>(
      `SELECT place, '' AS duty, coalesce(body->>'caller', '') AS name, body->>'phone' AS phone FROM (
         SELECT place, number, body FROM incident
         WHERE words @@ $1::tsquery AND place >= $2 AND place < $3 LIMIT ${FOUND_LIMIT}
       ) AS found WHERE body->>'phone' IS NOT NULL ORDER BY number DESC`,
      [words, ...codeRange(scope)],
    );
  }
}
