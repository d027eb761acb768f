import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { Failure } from './terminal';

/** The project's folder: the nearest one above this file with a package.json. */
export function projectRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** 127.0.0.0/8, ::1 and localhost: nobody outside this machine gets there. */
export function isLoopback(host: string): boolean {
  if (isIP(host) === 4) return host.startsWith('127.');
  return host === 'localhost' || host === '::1';
}

const Environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'PORT has to be a number')
    .transform(Number)
    .refine((port) => port <= 65_535, 'PORT has to be 65535 at most')
    .default(3000),
  HOST: z
    .string()
    .refine(
      isLoopback,
      'HOST has to be a loopback address such as 127.0.0.1: until people can sign in, Posko serves this machine only',
    )
    .default('127.0.0.1'),
  POSKO_DATA: z.string().optional(),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: 'DATABASE_URL has to be of the form postgres://user:password@host:port/name',
    })
    .optional(),
  POSKO_VOTING_DAY: z.iso.date({ error: 'POSKO_VOTING_DAY has to be a date such as 2024-11-27' }).default('2024-11-27'),
  POSKO_REHEARSAL: z.enum(['0', '1'], { error: 'POSKO_REHEARSAL has to be 0 or 1' }).default('0'),
});

export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Absolute path of the folder for the embedded database and files. */
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  /** YYYY-MM-DD. */
  readonly votingDay: string;
  /** The clock may be set. */
  readonly isRehearsal: boolean;
  readonly withDashboard: boolean;
}

/** Settings from the environment; empty variables count as unset. Throws a sentence for each that is wrong. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) throw new Failure(parsed.error.issues.map((issue) => `${issue.message}.`).join('\n'), 2);
  const { PORT, HOST, POSKO_DATA, DATABASE_URL, POSKO_VOTING_DAY, POSKO_REHEARSAL } = parsed.data;
  return {
    port: PORT,
    host: HOST,
    dataDir: POSKO_DATA === undefined ? join(projectRoot(), '.posko') : resolve(POSKO_DATA),
    databaseUrl: DATABASE_URL,
    votingDay: POSKO_VOTING_DAY,
    isRehearsal: POSKO_REHEARSAL === '1',
    withDashboard: true,
  };
}
