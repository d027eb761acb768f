import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Regions and TPS of the register. Codes sort by bytes ("C"), so that code order is tree order everywhere. */
export class Register0002000000000002 implements MigrationInterface {
  name = 'Register0002000000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE region (
        code text COLLATE "C" PRIMARY KEY,
        name text NOT NULL,
        level text NOT NULL CHECK (level IN ('nasional', 'provinsi', 'kabupaten', 'kecamatan', 'desa')),
        parent_code text COLLATE "C",
        tps_count integer NOT NULL CHECK (tps_count >= 0)
      )`);
    await runner.query(`
      CREATE TABLE tps (
        position integer PRIMARY KEY CHECK (position >= 0),
        code text COLLATE "C" NOT NULL UNIQUE,
        desa_code text COLLATE "C" NOT NULL,
        number smallint NOT NULL CHECK (number BETWEEN 1 AND 999),
        dpt_l smallint NOT NULL CHECK (dpt_l >= 0),
        dpt_p smallint NOT NULL CHECK (dpt_p >= 0)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE tps');
    await runner.query('DROP TABLE region');
  }
}
