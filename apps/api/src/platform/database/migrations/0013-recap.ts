import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Recapitulations as they are now; all of it follows from the journal. */
export class Recap0009000000000013 implements MigrationInterface {
  name = 'Recap0009000000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE recap (
        contest text COLLATE "C" NOT NULL,
        region text COLLATE "C" NOT NULL,
        version integer NOT NULL,
        last_seq bigint NOT NULL,
        status text NOT NULL,
        body jsonb NOT NULL,
        PRIMARY KEY (contest, region)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE recap');
  }
}
