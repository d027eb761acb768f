import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The key that the codes of one issue come from, for as long as its file may be asked for again because the answer was lost;
 * then it is forgotten, and of the codes only hashes are left (docs/decisions/0015). `used_by` tells the device that spent a
 * code from others, so that a lost answer does not lock it out.
 */
export class ActivationIssue0009000000000009 implements MigrationInterface {
  name = 'ActivationIssue0009000000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE activation_issue (
        issue uuid PRIMARY KEY,
        key bytea NOT NULL,
        keep_until timestamptz(3) NOT NULL
      )`);
    await runner.query('ALTER TABLE activation ADD COLUMN used_by uuid');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE activation DROP COLUMN used_by');
    await runner.query('DROP TABLE activation_issue');
  }
}
