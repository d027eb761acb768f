import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the help desk keeps beside the incidents: bytes attached, telephone numbers, calls, handovers. */
export class Desk0007000000000007 implements MigrationInterface {
  name = 'Desk0007000000000007';

  async up(runner: QueryRunner): Promise<void> {
    // The bytes lie in a folder under this name, in hex.
    await runner.query(`
      CREATE TABLE attachment (
        sha256 text COLLATE "C" PRIMARY KEY,
        name text NOT NULL,
        media_type text NOT NULL,
        bytes integer NOT NULL,
        kept_at timestamptz(3) NOT NULL,
        kept_by uuid NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE contact (
        place text COLLATE "C" NOT NULL,
        number integer NOT NULL,
        duty text NOT NULL,
        name text NOT NULL,
        phone text NOT NULL,
        digits text COLLATE "C" NOT NULL,
        PRIMARY KEY (place, number)
      )`);
    // Compared byte by byte, so that LIKE 'prefix%' finds its rows in the index.
    await runner.query('CREATE INDEX contact_digits ON contact (digits)');
    // Words of names by their beginnings, without an extension that a database of another house may not have.
    await runner.query(`CREATE INDEX contact_name ON contact USING gin (to_tsvector('simple', name))`);
    await this.calls(runner);
  }

  private async calls(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE call (
        id uuid PRIMARY KEY,
        tps text COLLATE "C" NOT NULL,
        person uuid NOT NULL,
        person_name text NOT NULL,
        taken_at timestamptz(3) NOT NULL,
        until timestamptz(3) NOT NULL,
        released_at timestamptz(3),
        ended_at timestamptz(3),
        outcome text,
        note text NOT NULL,
        phone text
      )`);
    await runner.query('CREATE INDEX call_tps ON call (tps, taken_at)');
    await runner.query('CREATE INDEX call_person ON call (person, taken_at)');
    await runner.query('CREATE INDEX call_until ON call (until)');
    await runner.query('CREATE INDEX call_ended ON call (ended_at)');
    await runner.query(`
      CREATE TABLE handover (
        id uuid PRIMARY KEY,
        region text COLLATE "C" NOT NULL,
        from_id uuid NOT NULL,
        from_name text NOT NULL,
        to_id uuid NOT NULL,
        to_name text NOT NULL,
        written_at timestamptz(3) NOT NULL,
        note text NOT NULL,
        incidents uuid[] NOT NULL,
        counts jsonb NOT NULL,
        signed_at timestamptz(3),
        remark text NOT NULL
      )`);
    await runner.query('CREATE INDEX handover_written ON handover (written_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['handover', 'call', 'contact', 'attachment']) await runner.query(`DROP TABLE ${table}`);
  }
}
