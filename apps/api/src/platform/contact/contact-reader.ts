import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Contact } from '@posko/contracts';
import { desaCodeOf, parentCodeOf, phoneDigits } from '@posko/domain';
import { DataSource } from 'typeorm';

/** Latest calls of a TPS that are looked through for numbers. */
const CALLER_LIMIT = 20;

/** Whom to ring about a TPS, for every feature that rings. */
@Injectable()
export class ContactReader {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Whom to ring about each TPS: the crew first, then who called from there before (with no duty), then the PPS of its desa
   * and the PPK of its kecamatan. No number twice.
   */
  async ofTps(codes: readonly string[]): Promise<Map<string, Contact[]>> {
    const places = new Set(codes.flatMap((code) => [code, ...placesAbove(code)]));
    const [known, callers] = [await this.at([...places]), await this.callersFrom(codes)];
    const of = (code: string): Contact[] => known.get(code) ?? [];
    return new Map(
      codes.map((code) => {
        const all = [...of(code), ...(callers.get(code) ?? []), ...placesAbove(code).flatMap(of)];
        return [code, distinct(all)];
      }),
    );
  }

  /** Contacts of exactly these places, each in the order of the file that brought them. */
  async at(places: readonly string[]): Promise<Map<string, Contact[]>> {
    const rows = await this.dataSource.query<Contact[]>(
      `SELECT place, duty, name, phone FROM contact WHERE place = ANY($1::text[]) ORDER BY place, number`,
      [places],
    );
    return Map.groupBy(rows, ({ place }) => place);
  }

  /** Numbers that were left with calls from these places, latest first. */
  private async callersFrom(places: readonly string[]): Promise<Map<string, Contact[]>> {
    const rows = await this.dataSource.query<Contact[]>(
      `SELECT called.place, '' AS duty, coalesce(called.body->>'caller', '') AS name, called.body->>'phone' AS phone
       FROM unnest($1::text[]) AS asked (place) CROSS JOIN LATERAL (
         SELECT place, body FROM incident WHERE place = asked.place ORDER BY number DESC LIMIT ${CALLER_LIMIT}
       ) AS called
       WHERE called.body->>'phone' IS NOT NULL`,
      [places],
    );
    return Map.groupBy(rows, ({ place }) => place);
  }
}

function placesAbove(tps: string): string[] {
  const desa = desaCodeOf(tps);
  return [desa, parentCodeOf(desa) ?? desa];
}

function distinct(contacts: readonly Contact[]): Contact[] {
  const byNumber = new Map<string, Contact>();
  for (const contact of contacts) {
    const digits = phoneDigits(contact.phone);
    if (!byNumber.has(digits)) byNumber.set(digits, contact);
  }
  return [...byNumber.values()];
}
