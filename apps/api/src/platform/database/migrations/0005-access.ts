import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who may come in. `app_user` follows from the journal; the other tables hold secrets and what lives by the real clock, which
 * the journal must not know (docs/decisions/0011). Tokens and codes are kept as hashes. Nothing refers to `app_user` by a
 * foreign key, because a rebuild writes it anew.
 */
export class Access0005000000000005 implements MigrationInterface {
  name = 'Access0005000000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE app_user (
        id uuid PRIMARY KEY,
        name text COLLATE "C" NOT NULL UNIQUE,
        display_name text NOT NULL,
        role text NOT NULL,
        scope text COLLATE "C" NOT NULL,
        is_active boolean NOT NULL,
        issuer text,
        sub text,
        UNIQUE (issuer, sub),
        CHECK ((issuer IS NULL) = (sub IS NULL))
      )`);
    await runner.query(`
      CREATE TABLE credential (
        user_id uuid PRIMARY KEY,
        password_hash text,
        totp_secret text,
        totp_last_step bigint NOT NULL DEFAULT 0,
        totp_offered text,
        recovery_hashes bytea[] NOT NULL DEFAULT '{}'
      )`);
    // Touched every half minute: half-filled pages keep the updates within their page (HOT).
    await runner.query(`
      CREATE TABLE session (
        id uuid PRIMARY KEY,
        token_sha256 bytea NOT NULL UNIQUE,
        user_id uuid,
        tps text COLLATE "C",
        method text NOT NULL,
        pending text,
        started_at timestamptz(3) NOT NULL,
        seen_at timestamptz(3) NOT NULL,
        idle_ms bigint NOT NULL,
        ends_at timestamptz(3) NOT NULL,
        address text NOT NULL,
        agent text NOT NULL,
        CHECK (num_nonnulls(user_id, tps) = 1)
      ) WITH (fillfactor = 50)`);
    await runner.query('CREATE INDEX session_of_user ON session (user_id) WHERE user_id IS NOT NULL');
    await runner.query('CREATE INDEX session_of_tps ON session (tps) WHERE tps IS NOT NULL');
    await this.upOneTime(runner);
  }

  private async upOneTime(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE invitation (
        token_sha256 bytea PRIMARY KEY,
        user_id uuid NOT NULL,
        ends_at timestamptz(3) NOT NULL,
        used_at timestamptz(3)
      )`);
    await runner.query('CREATE INDEX invitation_of_user ON invitation (user_id)');
    await runner.query(`
      CREATE TABLE activation (
        tps text COLLATE "C" PRIMARY KEY,
        code_sha256 bytea NOT NULL,
        issue uuid NOT NULL,
        issued_at timestamptz(3) NOT NULL,
        used_at timestamptz(3)
      )`);
    await runner.query('CREATE TABLE server_secret (name text PRIMARY KEY, value bytea NOT NULL)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['server_secret', 'activation', 'invitation', 'session', 'credential', 'app_user']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
