import * as z from 'zod';
import { AccountRole, PersonRef, Scope } from './person';

/** An account, without its secrets: those are kept apart and never reach the journal. */
export const User = PersonRef.extend({
  displayName: z.string(),
  role: AccountRole,
  scope: Scope,
  isActive: z.boolean(),
  /** The account at the office's own identity provider, if it has one. */
  subject: z.object({ issuer: z.string(), sub: z.string() }).nullable(),
});
export type User = z.infer<typeof User>;
