import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import type { BucketOptions, OpenIdOptions } from '@posko/api';
import type { ResultPolicy } from '@posko/domain';
import { z } from 'zod';
import { readBucket } from './bucket-settings';
import type { BucketPrefix } from './bucket-settings';
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

/** An address or a name, as far as its form goes. */
function isHost(host: string): boolean {
  return isIP(host) !== 0 || /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(host);
}

/** An address, a range such as 10.0.0.0/8, or one of the ranges that have names. */
function isProxy(text: string): boolean {
  if (/^(loopback|linklocal|uniquelocal)$/.test(text)) return true;
  const [address = '', bits, ...rest] = text.split('/');
  const width = isIP(address) === 4 ? 32 : 128;
  return isIP(address) !== 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && +bits <= width));
}

/** TLS, or nobody else's machine in between. */
function isSafeAddress(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || isLoopback(hostname.replaceAll(/[[\]]/g, ''));
}

const WebAddress = (name: string): z.ZodType<string> =>
  z
    .url({ protocol: /^https?$/, error: `${name} has to be an address such as https://posko.example.go.id` })
    .refine(isSafeAddress, `${name} has to begin with https://: passwords go that way`);

const OPENID = ['POSKO_OPENID_ISSUER', 'POSKO_OPENID_CLIENT_ID', 'POSKO_OPENID_CLIENT_SECRET'] as const;

/** Of a bucket, and of whoever may write there. */
function bucketSettings(prefix: BucketPrefix): z.ZodRawShape {
  return {
    [`${prefix}_ENDPOINT`]: WebAddress(`${prefix}_ENDPOINT`).optional(),
    [`${prefix}_BUCKET`]: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, `${prefix}_BUCKET has to be the name of a bucket`)
      .optional(),
    [`${prefix}_REGION`]: z.string().optional(),
    [`${prefix}_KEY`]: z.string().optional(),
    [`${prefix}_SECRET_FILE`]: z.string().optional(),
  };
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
    .refine(isHost, 'HOST has to be an address of this machine such as 127.0.0.1 or 0.0.0.0')
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
  POSKO_INCIDENT_POLICY: z.string().optional(),
  POSKO_POPULATION: z
    .string()
    .regex(/^\d+=\d+(,\d+=\d+)*$/, 'POSKO_POPULATION has to be of the form 35=41527929,3578=3009286')
    .transform((text) => Object.fromEntries(text.split(',').map(inhabitants)))
    .optional(),
  POSKO_READINGS: z.enum(['1', '2'], { error: 'POSKO_READINGS has to be 1 or 2' }).default('2'),
  POSKO_PUBLISH: z
    .enum(['at-once', 'by-hand'], { error: 'POSKO_PUBLISH has to be at-once or by-hand' })
    .default('at-once'),
  POSKO_PUBLIC_URL: WebAddress('POSKO_PUBLIC_URL').optional(),
  POSKO_PUBLICATION_URL: WebAddress('POSKO_PUBLICATION_URL').optional(),
  POSKO_TRUST_PROXY: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine((parts) => parts.every(isProxy), 'POSKO_TRUST_PROXY has to list addresses such as 10.0.0.5,10.1.0.0/16')
    .optional(),
  ...bucketSettings('POSKO_EVIDENCE_S3'),
  ...bucketSettings('POSKO_PUBLIC_S3'),
  POSKO_OPENID_ISSUER: WebAddress('POSKO_OPENID_ISSUER').optional(),
  POSKO_OPENID_CLIENT_ID: z.string().optional(),
  POSKO_OPENID_CLIENT_SECRET: z.string().optional(),
  POSKO_OPENID_NAME: z.string().max(60, 'POSKO_OPENID_NAME has to be short: it stands on a button').optional(),
  POSKO_OPENID_DOMAIN: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'POSKO_OPENID_DOMAIN has to be a domain such as kpu.go.id')
    .optional(),
});
type Environment = z.output<typeof Environment>;

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
  /** JSON file with the office's own severities and times of incidents. */
  readonly incidentPolicy: string | undefined;
  /** Inhabitants by region, for the threshold of disputes. */
  readonly populations: Readonly<Record<string, number>> | undefined;
  /** Where photos of forms lie, if not in a folder. */
  readonly evidenceBucket: BucketOptions | undefined;
  /** Where the public files lie, if not in a folder. */
  readonly publicBucket: BucketOptions | undefined;
  /** How many people read a form, and who publishes what passes. */
  readonly resultPolicy: ResultPolicy;
  /** Browsers come by TLS: cookies are for it alone. */
  readonly isSecure: boolean;
  /** Without a slash at the end. */
  readonly publicUrl: string | undefined;
  /** Where readers find the public files, with a slash at the end. */
  readonly publicationUrl: string | undefined;
  readonly trustProxy: string | undefined;
  readonly openid: OpenIdOptions | undefined;
}

/** `35=41527929`: a region and its inhabitants. */
function inhabitants(text: string): [string, number] {
  const [region = '', count] = text.split('=');
  return [region, Number(count)];
}

/** Settings from the environment; empty variables count as unset. Throws a sentence for each that is wrong. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) throw new Failure(parsed.error.issues.map((issue) => `${issue.message}.`).join('\n'), 2);
  const { PORT, HOST, POSKO_DATA, DATABASE_URL, POSKO_VOTING_DAY, POSKO_REHEARSAL } = parsed.data;
  const {
    POSKO_PUBLICATION_URL: publicationUrl,
    POSKO_PUBLIC_URL,
    POSKO_TRUST_PROXY,
    POSKO_INCIDENT_POLICY,
    POSKO_READINGS,
    POSKO_PUBLISH,
  } = parsed.data;
  return {
    port: PORT,
    host: HOST,
    dataDir: POSKO_DATA === undefined ? join(projectRoot(), '.posko') : resolve(POSKO_DATA),
    databaseUrl: DATABASE_URL,
    votingDay: POSKO_VOTING_DAY,
    isRehearsal: POSKO_REHEARSAL === '1',
    withDashboard: true,
    incidentPolicy: POSKO_INCIDENT_POLICY === undefined ? undefined : resolve(POSKO_INCIDENT_POLICY),
    populations: parsed.data.POSKO_POPULATION,
    resultPolicy: { readings: POSKO_READINGS === '1' ? 1 : 2, publishesAtOnce: POSKO_PUBLISH === 'at-once' },
    isSecure: !isLoopback(HOST) || POSKO_PUBLIC_URL?.startsWith('https:') === true,
    publicUrl: POSKO_PUBLIC_URL?.replace(/\/+$/, ''),
    publicationUrl: publicationUrl === undefined ? undefined : `${publicationUrl.replace(/\/+$/, '')}/`,
    trustProxy: POSKO_TRUST_PROXY?.join(','),
    openid: readOpenId(parsed.data),
    evidenceBucket: readBucket('POSKO_EVIDENCE_S3', parsed.data),
    publicBucket: readBucket('POSKO_PUBLIC_S3', parsed.data),
  };
}

/** Where browsers reach the server, for links: as settings say, else where it listens. */
export function serverUrl({ publicUrl, host, port }: Pick<Settings, 'publicUrl' | 'host' | 'port'>): string {
  return publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** All of it or nothing: a half-configured provider would be a button that leads nowhere. */
function readOpenId(environment: Environment): OpenIdOptions | undefined {
  const [issuer, clientId, clientSecret] = OPENID.map((name) => environment[name]);
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return undefined;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    throw new Failure(`Sign-in by OpenID Connect needs all of ${OPENID.join(', ')}.`, 2);
  }
  if (environment.POSKO_PUBLIC_URL === undefined) {
    throw new Failure('Sign-in by OpenID Connect needs POSKO_PUBLIC_URL: the provider sends browsers back there.', 2);
  }
  const { POSKO_OPENID_NAME: name = new URL(issuer).hostname, POSKO_OPENID_DOMAIN: domain } = environment;
  return { issuer, clientId, clientSecret, name, domain };
}
