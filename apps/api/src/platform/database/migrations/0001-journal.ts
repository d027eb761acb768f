import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The journal and the bytes its entries name. */
export class Journal0001000000000001 implements MigrationInterface {
  name = 'Journal0001000000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE journal (
        seq bigint PRIMARY KEY,
        at timestamptz(3) NOT NULL,
        kind text NOT NULL,
        subject text NOT NULL,
        command_id uuid NOT NULL UNIQUE,
        request_hash bytea NOT NULL,
        body json NOT NULL,
        hash bytea NOT NULL
      )`);
    await runner.query(`CREATE INDEX journal_subject ON journal (subject, seq) WHERE subject <> ''`);
    // Rare kinds are looked up by name at start; reports, nearly all of the journal, stay out of this index.
    await runner.query(`CREATE INDEX journal_kind ON journal (kind, seq) WHERE kind <> 'tps.reported.v1'`);
    await runner.query(`CREATE TABLE blob (sha256 bytea PRIMARY KEY, content bytea NOT NULL)`);
    await runner.query(`ALTER TABLE blob ALTER COLUMN content SET STORAGE EXTERNAL`);
    await runner.query(`
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION '% only grows: corrections add an entry, both stay', TG_TABLE_NAME; END $$`);
    for (const table of ['journal', 'blob']) {
      await runner.query(`CREATE TRIGGER ${table}_only_grows BEFORE UPDATE OR DELETE ON ${table}
                          FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE blob');
    await runner.query('DROP TABLE journal');
    await runner.query('DROP FUNCTION refuse_change');
  }
}
