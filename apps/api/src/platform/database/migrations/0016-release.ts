import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Releases for the press and quick counts, which follow from the journal; and links of projectors, which do not: of their tokens
 * a hash is kept, and they live by the real clock.
 */
export class Release0009000000000016 implements MigrationInterface {
  name = 'Release0009000000000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE release (
        id uuid PRIMARY KEY,
        number integer NOT NULL UNIQUE,
        contest text COLLATE "C" NOT NULL,
        seq bigint NOT NULL,
        at timestamptz(3) NOT NULL,
        status text NOT NULL CHECK (status IN ('draft', 'released', 'discarded')),
        sha256 text NOT NULL,
        files jsonb,
        drafted_by jsonb NOT NULL,
        drafted_at timestamptz(3) NOT NULL,
        decided_by jsonb,
        decided_at timestamptz(3),
        reason text NOT NULL,
        last_seq bigint NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE quick_count (
        id uuid PRIMARY KEY,
        contest text COLLATE "C" NOT NULL,
        figures jsonb NOT NULL,
        entered_by jsonb NOT NULL,
        entered_at timestamptz(3) NOT NULL,
        seq bigint NOT NULL
      )`);
    await runner.query('CREATE INDEX quick_count_contest ON quick_count (contest, seq)');
    await runner.query(`
      CREATE TABLE projector_link (
        id uuid PRIMARY KEY,
        token_sha256 bytea NOT NULL UNIQUE,
        region text COLLATE "C" NOT NULL,
        label text NOT NULL,
        until timestamptz(3) NOT NULL,
        made_by jsonb NOT NULL,
        made_at timestamptz(3) NOT NULL,
        revoked_at timestamptz(3)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['projector_link', 'quick_count', 'release']) await runner.query(`DROP TABLE ${table}`);
  }
}
