import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where each TPS stands. A row appears with the first entry about a TPS. */
export class TpsState0003000000000003 implements MigrationInterface {
  name = 'TpsState0003000000000003';

  async up(runner: QueryRunner): Promise<void> {
    // Rows are small and rewritten at every stage: half-filled pages keep the updates within their page (HOT).
    await runner.query(`
      CREATE TABLE tps_state (
        code text COLLATE "C" PRIMARY KEY,
        position integer NOT NULL,
        stage smallint NOT NULL,
        stage_at timestamptz(3),
        counted_at timestamptz(3),
        turnout integer,
        turnout_at timestamptz(3),
        marks smallint NOT NULL,
        stepped_back_at timestamptz(3),
        reports integer NOT NULL,
        last_received_at timestamptz(3),
        last_seq bigint NOT NULL
      ) WITH (fillfactor = 50)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE tps_state');
  }
}
