import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Incidents as they are now, with what queues, search and clocks look for as columns of their own; all of it follows from
 * the journal. Who looks at an incident does not: that lives by the real clock and may be lost.
 */
export class Incident0006000000000006 implements MigrationInterface {
  name = 'Incident0006000000000006';

  async up(runner: QueryRunner): Promise<void> {
    // A table that grows from nothing to a hundred thousand within hours: what the planner knows of it has to keep up.
    await runner.query(`
      CREATE TABLE incident (
        id uuid PRIMARY KEY,
        number bigint NOT NULL UNIQUE,
        version integer NOT NULL,
        last_seq bigint NOT NULL,
        kind text COLLATE "C" NOT NULL,
        severity smallint NOT NULL,
        place text COLLATE "C" NOT NULL,
        status text NOT NULL,
        is_open boolean NOT NULL,
        assignee uuid,
        tier text NOT NULL,
        parent uuid,
        is_parent boolean NOT NULL,
        duplicate_of uuid,
        links uuid[] NOT NULL,
        attachments text[] NOT NULL,
        opened_at timestamptz(3) NOT NULL,
        changed_at timestamptz(3) NOT NULL,
        due_at timestamptz(3) NOT NULL,
        escalates_at timestamptz(3),
        words tsvector NOT NULL,
        body jsonb NOT NULL
      ) WITH (autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.05)`);
    await this.indexes(runner);
    await runner.query(`
      CREATE TABLE incident_event (
        incident uuid NOT NULL,
        version integer NOT NULL,
        seq bigint NOT NULL,
        at timestamptz(3) NOT NULL,
        type text NOT NULL,
        person uuid NOT NULL,
        status text NOT NULL,
        PRIMARY KEY (incident, version)
      )`);
    await runner.query('CREATE INDEX incident_event_at ON incident_event (at)');
    await runner.query(`
      CREATE UNLOGGED TABLE incident_presence (
        incident uuid NOT NULL,
        person uuid NOT NULL,
        name text NOT NULL,
        seen_until timestamptz(3) NOT NULL,
        holds_until timestamptz(3),
        PRIMARY KEY (incident, person)
      )`);
  }

  private async indexes(runner: QueryRunner): Promise<void> {
    const indexes = {
      due: '(due_at, number)',
      unassigned: '(due_at, number) WHERE is_open AND assignee IS NULL',
      tier: '(tier, due_at, number) WHERE is_open',
      held: '(assignee, due_at, number) WHERE is_open AND assignee IS NOT NULL',
      severity: '(severity, number)',
      changed: '(changed_at, number)',
      place: '(place, number)',
      place_open: '(place, kind) WHERE is_open',
      kind_open: '(kind, due_at, number) WHERE is_open',
      opened: '(opened_at) INCLUDE (id, kind, place) WHERE is_open AND parent IS NULL AND NOT is_parent',
      parents: '(kind, place) WHERE is_open AND is_parent',
      escalates: '(escalates_at) WHERE escalates_at IS NOT NULL',
      parent: '(parent) WHERE parent IS NOT NULL',
      duplicate: '(duplicate_of) WHERE duplicate_of IS NOT NULL',
    };
    for (const [name, columns] of Object.entries(indexes)) {
      await runner.query(`CREATE INDEX incident_${name} ON incident ${columns}`);
    }
    // Without a list of what is still to be sorted in, which every search would have to read through.
    await runner.query('CREATE INDEX incident_words ON incident USING gin (words) WITH (fastupdate = off)');
    await runner.query(`CREATE INDEX incident_links ON incident USING gin (links) WHERE links <> '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['incident_presence', 'incident_event', 'incident']) await runner.query(`DROP TABLE ${table}`);
  }
}
