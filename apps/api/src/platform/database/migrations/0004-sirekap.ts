import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What Sirekap showed for a region, once per file that told of it: a region stands in its own file and in that of the region
 * above. Nothing is ever replaced; the figure shown is that of the latest time stamp.
 */
export class Sirekap0004000000000004 implements MigrationInterface {
  name = 'Sirekap0004000000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sirekap_progress (
        contest text NOT NULL,
        region_code text COLLATE "C" NOT NULL,
        file_region text COLLATE "C" NOT NULL,
        ts timestamptz(0) NOT NULL,
        total integer NOT NULL,
        received integer NOT NULL,
        votes jsonb NOT NULL,
        sha256 bytea NOT NULL,
        PRIMARY KEY (contest, region_code, file_region, ts, sha256)
      )`);
    await runner.query('CREATE INDEX sirekap_progress_file ON sirekap_progress (contest, file_region)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sirekap_progress');
  }
}
