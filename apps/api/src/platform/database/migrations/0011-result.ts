import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Results by contest and TPS. A row appears with the first entry about it; `body` is the whole of it, the rest is for queries. */
export class Result0009000000000011 implements MigrationInterface {
  name = 'Result0009000000000011';

  async up(runner: QueryRunner): Promise<void> {
    // Rewritten at each step: room on the page keeps the update there, and no index names what changes often.
    await runner.query(`
      CREATE TABLE result (
        contest text COLLATE "C" NOT NULL,
        tps text COLLATE "C" NOT NULL,
        state text NOT NULL,
        version integer NOT NULL,
        last_seq bigint NOT NULL,
        changed_at timestamptz(3) NOT NULL,
        is_published boolean NOT NULL,
        holds text[] NOT NULL,
        codes text[] NOT NULL,
        photos smallint NOT NULL,
        readers uuid[] NOT NULL,
        body jsonb NOT NULL,
        PRIMARY KEY (contest, tps)
      ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05)`);
    // What somebody has to look at is few among many.
    await runner.query(`
      CREATE INDEX result_review ON result (contest, tps)
      WHERE state IN ('differing', 'held', 'passed', 'withdrawn', 'corrected')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE result');
  }
}
