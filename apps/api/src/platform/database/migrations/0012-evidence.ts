import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Photos and scans of forms, by what they show. The bytes lie outside the database under the SHA-256, in hex. */
export class Evidence0009000000000012 implements MigrationInterface {
  name = 'Evidence0009000000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE evidence (
        contest text COLLATE "C" NOT NULL,
        tps text COLLATE "C" NOT NULL,
        page smallint NOT NULL,
        sha256 text COLLATE "C" NOT NULL,
        command_id uuid NOT NULL,
        replaces text COLLATE "C",
        media_type text NOT NULL,
        bytes integer NOT NULL,
        width integer,
        height integer,
        perceptual_hash bit(256),
        kept_at timestamptz(3) NOT NULL,
        kept_by uuid NOT NULL,
        PRIMARY KEY (contest, tps, page, sha256)
      )`);
    // The same bytes elsewhere.
    await runner.query('CREATE INDEX evidence_sha256 ON evidence (sha256)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE evidence');
  }
}
