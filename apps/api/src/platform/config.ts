import { calendarOf } from '@posko/domain';
import type { Calendar, ResultPolicy } from '@posko/domain';
import type { BucketOptions } from './content/content-bucket';
import type { RequestLimits } from './http/request-limits';

/** What an instance is started with. */
export interface ServerOptions {
  readonly databaseUrl: string;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** YYYY-MM-DD. */
  readonly votingDay: string;
  readonly utcOffsetMinutes: number;
  /** A rehearsal's clock may be set over HTTP. */
  readonly isRehearsal: boolean;
  /** Folder of the built dashboard; without it only the api is served. */
  readonly dashboardDir?: string | undefined;
  /** Folder for the files that a web server hands out; without it nothing is published. */
  readonly publicDir?: string | undefined;
  /** Folder of the built portal, which goes into the public files; without it they hold figures alone. */
  readonly portalDir?: string | undefined;
  /** What addresses of the public files begin with where they have to be whole, with a slash at the end. */
  readonly publicationUrl?: string | undefined;
  /** Folder for attached bytes, the same for all instances; without it none are taken. */
  readonly attachmentDir?: string | undefined;
  /** Folder for photos and scans of forms, the same for all instances; without it none are taken. */
  readonly evidenceDir?: string | undefined;
  /** A bucket for them in place of that folder, through which they still come in. */
  readonly evidenceBucket?: BucketOptions | undefined;
  /** A bucket for the public files in place of their folder. */
  readonly publicBucket?: BucketOptions | undefined;
  /** JSON file with the office's own severities and times of incidents. */
  readonly incidentPolicy?: string | undefined;
  /** Inhabitants by region, which the threshold of disputes goes by; voters on the register where one is missing. */
  readonly populations?: Readonly<Record<string, number>> | undefined;
  /** How results get before the public, where it is not as usual. */
  readonly resultPolicy?: Partial<ResultPolicy> | undefined;
  readonly contest: string;
  /** Made-up people with passwords that everyone knows: every sign-in page says so, and only this machine gets here. */
  readonly isDemo: boolean;
  /** Browsers come by TLS, ours or a proxy's: cookies are for TLS alone. */
  readonly isSecure: boolean;
  /** Proxies whose word on the caller's address counts: addresses and ranges with commas between, or `loopback`. */
  readonly trustProxy?: string | undefined;
  /** Where browsers find us, without a slash at the end: `https://posko.example.go.id`. */
  readonly publicUrl?: string | undefined;
  /** The office's own identity provider, if people may sign in by it. */
  readonly openid?: OpenIdOptions | undefined;
  /** Requests and connections allowed, other than usual; a rehearsal has no limits of its own accord. */
  readonly limits?: Partial<RequestLimits> | undefined;
  readonly log: 'silent' | 'warn' | 'info';
}

export interface OpenIdOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the button to it says. */
  readonly name: string;
  /** Domain whose addresses stand for user names: with `kpu.go.id`, `ani@kpu.go.id` is `ani`. */
  readonly domain?: string | undefined;
}

/** Name behind what a demo makes for itself; its database is known again by it. */
export const DEMO_ACTOR_NAME = 'posko demo';

export const SERVER_OPTIONS = Symbol('SERVER_OPTIONS');
export const CALENDAR = Symbol('CALENDAR');

export const DEFAULT_OPTIONS = {
  host: '127.0.0.1',
  port: 3000,
  votingDay: '2024-11-27',
  utcOffsetMinutes: 420,
  isRehearsal: false,
  contest: 'pkwkp',
  isDemo: false,
  isSecure: false,
  log: 'warn',
} as const satisfies Partial<ServerOptions>;

export function calendarFrom(options: ServerOptions): Calendar {
  return calendarOf(options.votingDay, options.utcOffsetMinutes);
}
