import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { CHasil, ContestId, ResultState } from '@posko/domain';
import { DataSource } from 'typeorm';

export interface FormRow {
  readonly tps: string;
  readonly state: ResultState;
  readonly form: CHasil;
  /** Its photos that count, by SHA-256. */
  readonly photos: readonly string[];
}

@Injectable()
export class OutlierRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Forms of which figures are there, in the order of their TPS. Who has a waiting reading stays blind: it is not among them. */
  async forms(contest: ContestId, region: string): Promise<FormRow[]> {
    return this.dataSource.query<FormRow[]>(
      `SELECT tps, state, body->'form' AS form,
              ARRAY(SELECT p->>'sha256' FROM jsonb_array_elements(body->'photos') AS p WHERE p->>'replacedBy' IS NULL) AS photos
       FROM result
       WHERE contest = $1 AND starts_with(tps, $2) AND state <> 'enteredOnce' AND jsonb_typeof(body->'form') = 'object'
       ORDER BY tps`,
      [contest, region],
    );
  }

  /** Of these photos, those that stand at more than one TPS, with all of these. */
  async sharedPhotos(photos: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.dataSource.query<{ sha256: string; tps: string[] }[]>(
      `SELECT sha256, array_agg(DISTINCT tps ORDER BY tps) AS tps FROM evidence
       WHERE sha256 = ANY($1::text[]) GROUP BY sha256 HAVING count(DISTINCT tps) > 1`,
      [photos],
    );
    return new Map(rows.map(({ sha256, tps }) => [sha256, tps]));
  }
}
