import type { MigrationInterface, QueryRunner } from 'typeorm';
import { BODY_PLACE, IS_NAMED, IS_PLACE_IN_BODY, NAME } from '../../journal/journal-index';

/** Requests for acts that two people have to want, and what searches of the journal go by. */
export class Approval0008000000000008 implements MigrationInterface {
  name = 'Approval0008000000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE approval (
        id uuid PRIMARY KEY,
        act jsonb NOT NULL,
        place text COLLATE "C" NOT NULL,
        reason text NOT NULL,
        asked_by jsonb NOT NULL,
        asked_at timestamptz(3) NOT NULL,
        status text NOT NULL CHECK (status IN ('pending', 'approved', 'refused', 'withdrawn')),
        decided_by jsonb,
        decided_at timestamptz(3),
        decision_reason text NOT NULL,
        last_seq bigint NOT NULL
      )`);
    await runner.query('CREATE INDEX approval_asked ON approval (asked_at)');
    await runner.query(`CREATE INDEX journal_name ON journal ((${NAME}), seq) WHERE ${IS_NAMED}`);
    await runner.query(`CREATE INDEX journal_body_place ON journal ((${BODY_PLACE}), seq) WHERE ${IS_PLACE_IN_BODY}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const index of ['journal_body_place', 'journal_name']) await runner.query(`DROP INDEX ${index}`);
    await runner.query('DROP TABLE approval');
  }
}
