import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What Sirekap showed of the form of a TPS, once per file that told of it; nothing is ever replaced. */
export class SirekapForm0009000000000014 implements MigrationInterface {
  name = 'SirekapForm0009000000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sirekap_form (
        contest text NOT NULL,
        tps text COLLATE "C" NOT NULL,
        ts timestamptz(0) NOT NULL,
        form jsonb,
        photos integer NOT NULL,
        sha256 bytea NOT NULL,
        PRIMARY KEY (contest, tps, ts, sha256)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sirekap_form');
  }
}
