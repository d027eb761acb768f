import * as z from 'zod';
import { NATIONAL_CODE, RegionCode, TpsCode } from './code';

/** What a person may do follows from the role; where, from the scope. `field` is a crew with its own TPS as scope. */
export const ROLES = [
  'administrator',
  'supervisor',
  'operator',
  'verifier',
  'commissioner',
  'viewer',
  'field',
] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** Roles of accounts; a field session has none, it is bound to a device and a TPS. */
export const ACCOUNT_ROLES = ['administrator', 'supervisor', 'operator', 'verifier', 'commissioner', 'viewer'] as const;
export const AccountRole = z.enum(ACCOUNT_ROLES);
export type AccountRole = z.infer<typeof AccountRole>;

/** Roles that can harm many at once: no session of theirs without a second factor. */
export const SECOND_FACTOR_ROLES: readonly Role[] = ['administrator', 'supervisor'];

/** A region and all below it (`0`: everything), or one TPS. */
export const Scope = z.union([RegionCode, TpsCode]);
export type Scope = z.infer<typeof Scope>;

/** A person as others see it. */
export const PersonRef = z.object({ id: z.uuid(), name: z.string() });
export type PersonRef = z.infer<typeof PersonRef>;

/** Who is behind a request. `name` is the user name, or `tps-<code>` for a crew. */
export const Person = PersonRef.extend({ displayName: z.string(), role: Role, scope: Scope });
export type Person = z.infer<typeof Person>;

/** Who did what a journal entry tells of, and from which address; `system` where a clock or a rule did it. */
export const Actor = PersonRef.extend({ role: z.enum([...ROLES, 'system']), address: z.string() });
export type Actor = z.infer<typeof Actor>;

export const SYSTEM_ACTOR: Actor = {
  id: '00000000-0000-8000-8000-000000000000',
  name: 'posko',
  role: 'system',
  address: '',
};

/** True where `code` (a region or a TPS) is the scope or lies below it. Codes are prefixes of what lies below them. */
export function covers(scope: string, code: string): boolean {
  return scope === NATIONAL_CODE || (code !== NATIONAL_CODE && code.startsWith(scope));
}

/** User names are compared as written here: lower case letters, digits, dot, dash and underline. */
export const Username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,62}[a-z0-9]$/);
export type Username = z.infer<typeof Username>;

/** Shortest password. Length is what counts (NIST SP 800-63B); there are no rules about its characters. */
export const PASSWORD_MIN_LENGTH = 12;
export const PASSWORD_MAX_LENGTH = 256;
