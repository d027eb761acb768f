/**
 * The command line. Each command lives in a file of its own that exports `register…(program)`; add it to COMMANDS. In an
 * action, `terminalOf(command)` is where to speak (only results go to standard output), `readSettings()` reads the
 * environment, `openDatabase(settings, …)` starts or joins the database, and `throw new Failure('A sentence.')` ends with 1.
 *
 * Exit codes: 0 done, 1 failed, 2 asked for wrongly.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { z } from 'zod';
import { registerBench } from './bench/bench';
import { registerCheck } from './check';
import { registerCompare } from './compare';
import { registerDemo } from './demo';
import { registerDrill } from './drill';
import { registerImport } from './import';
import { registerRebuild } from './rebuild';
import { registerServe } from './serve';
import { projectRoot } from './settings';
import { Failure } from './terminal';
import { registerUser } from './user';

const COMMANDS: readonly ((program: Command) => void)[] = [
  registerServe,
  registerDemo,
  registerImport,
  registerUser,
  registerDrill,
  registerBench,
  registerCheck,
  registerCompare,
  registerRebuild,
];

const ENVIRONMENT = `
Environment:
  PORT              port of the server (3000)
  HOST              address it listens on (127.0.0.1); beyond loopback a proxy with TLS has to stand in front
  POSKO_DATA        folder of the embedded database and of files (.posko)
  DATABASE_URL      a PostgreSQL of your own, 15 or later, instead of the embedded one
  POSKO_VOTING_DAY  the day of voting, YYYY-MM-DD (2024-11-27)
  POSKO_REHEARSAL   1: a rehearsal, whose clock may be set (0)
  POSKO_PUBLIC_URL  where browsers find Posko, such as https://posko.example.go.id
  POSKO_PUBLICATION_URL
                    where readers find the public files, if not below /publik/ of this server
  POSKO_TRUST_PROXY proxies whose word on the caller's address counts: addresses, ranges, or loopback
  POSKO_OPENID_ISSUER, POSKO_OPENID_CLIENT_ID, POSKO_OPENID_CLIENT_SECRET, POSKO_OPENID_NAME
                    the office's own identity provider (OpenID Connect); it sends browsers back to
                    POSKO_PUBLIC_URL/api/session/openid/callback
  POSKO_OPENID_DOMAIN domain whose addresses stand for user names: kpu.go.id makes ani@kpu.go.id ani

Exit codes: 0 done, 1 failed, 2 asked for wrongly.`;

function versionOf(root: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}

function makeProgram(): Command {
  const program = new Command('posko')
    .description('Election operations data center of a provincial election office')
    .version(versionOf(projectRoot()))
    .option('--json', 'only JSON goes to standard output')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .addHelpText('after', ENVIRONMENT);
  for (const register of COMMANDS) register(program);
  return program;
}

async function run(args: readonly string[]): Promise<number> {
  try {
    await makeProgram().parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof Failure) {
      process.stderr.write(`${error.message}\n`);
      return error.exitCode;
    }
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  }
}

process.exitCode = await run(process.argv.slice(2));
