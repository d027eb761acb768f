import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is voted on, and where. */
export class Contest0009000000000010 implements MigrationInterface {
  name = 'Contest0009000000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE contest (
        id text COLLATE "C" PRIMARY KEY,
        code text NOT NULL,
        name text NOT NULL,
        regions text[] NOT NULL,
        profile text NOT NULL,
        options jsonb NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE contest');
  }
}
