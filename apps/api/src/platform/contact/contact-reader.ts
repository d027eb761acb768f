import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Contact } from '@posko/contracts';
import { desaCodeOf, parentCodeOf } from '@posko/domain';
import { DataSource } from 'typeorm';

/** Whom to ring about a TPS, for every feature that rings. */
@Injectable()
export class ContactReader {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Contacts of each TPS: the crew's own first, then those of its desa (PPS), then of its kecamatan (PPK). */
  async ofTps(codes: readonly string[]): Promise<Map<string, Contact[]>> {
    const chains = new Map(codes.map((code) => [code, placesOf(code)]));
    const byPlace = await this.at([...new Set([...chains.values()].flat())]);
    return new Map([...chains].map(([code, places]) => [code, places.flatMap((place) => byPlace.get(place) ?? [])]));
  }

  /** Contacts of exactly these places, each in the order of the file that brought them. */
  async at(places: readonly string[]): Promise<Map<string, Contact[]>> {
    const rows = await this.dataSource.query<Contact[]>(
      `SELECT place, duty, name, phone FROM contact WHERE place = ANY($1::text[]) ORDER BY place, number`,
      [places],
    );
    const byPlace = new Map<string, Contact[]>();
    for (const row of rows) byPlace.set(row.place, [...(byPlace.get(row.place) ?? []), row]);
    return byPlace;
  }
}

function placesOf(tps: string): string[] {
  const desa = desaCodeOf(tps);
  return [tps, desa, parentCodeOf(desa) ?? desa];
}
