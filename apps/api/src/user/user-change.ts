import type { UserPatchCommand } from '@posko/contracts';
import { SECOND_FACTOR_ROLES, covers } from '@posko/domain';
import type { AccountRole, Scope, User } from '@posko/domain';

/** What an administrator may do, one cannot give alone: it waits for another person. */
export interface Grant {
  readonly role: AccountRole;
  readonly scope: Scope;
}

/** What becomes of an account. */
export interface UserChange {
  readonly user: User;
  /** Fields of the account that are other than before. */
  readonly changed: (keyof User)[];
  /** What has to be approved before it counts. */
  readonly grant: Grant | null;
  /** Why the account's sessions end, if they do. */
  readonly end: 'deactivated' | 'reset' | null;
}

/** A role that may do nothing but look on: what an administrator-to-be is until someone else agreed. */
const WAITING_ROLE: AccountRole = 'viewer';

/** The account to begin with, and what it waits for. */
export function beginning(wish: { role: AccountRole; scope: Scope }): { role: AccountRole; grant: Grant | null } {
  return wish.role === 'administrator' ? { role: WAITING_ROLE, grant: wish } : { role: wish.role, grant: null };
}

/** What a change asked for by one administrator makes of an account. */
export function changeOf(user: User, patch: Omit<UserPatchCommand, 'id'>): UserChange {
  const wish = {
    displayName: patch.displayName ?? user.displayName,
    role: patch.role ?? user.role,
    scope: patch.region ?? user.scope,
    isActive: patch.isActive ?? user.isActive,
  };
  const has = user.isActive && user.role === 'administrator' ? user.scope : null;
  const isGrant = wish.role === 'administrator' && wish.isActive && (has === null || !covers(has, wish.scope));
  if (!isGrant) return compared(user, { ...user, ...wish }, null);
  const role = has === null && user.role === 'administrator' ? WAITING_ROLE : user.role;
  const { displayName, isActive } = wish;
  return compared(user, { ...user, displayName, isActive, role }, { role: wish.role, scope: wish.scope });
}

/** An administrator whose secrets someone else may come to know is none until a third person agreed. */
export function afterReset(user: User): UserChange {
  const isAdministrator = user.isActive && user.role === 'administrator';
  if (!isAdministrator) return compared(user, user, null);
  return compared(user, { ...user, role: WAITING_ROLE }, { role: user.role, scope: user.scope });
}

/** What the approval of a grant makes of an account; one that was deactivated meanwhile stays so. */
export function granted(user: User, { role, scope }: Grant): UserChange {
  return compared(user, { ...user, role, scope }, null);
}

const FIELDS = ['displayName', 'role', 'scope', 'isActive', 'subject'] as const;

function compared(before: User, wish: User, grant: Grant | null): UserChange {
  const user = withoutDoubtfulSubject(before, wish);
  const changed = FIELDS.filter((field) => user[field] !== before[field]);
  return { user, changed, grant, end: endOf(before, user) };
}

/**
 * The account at the identity provider was found by its name, once. That is no proof enough for roles with a second factor:
 * whoever gets one is linked anew, by hand.
 */
function withoutDoubtfulSubject(before: User, wish: User): User {
  const isRaised = SECOND_FACTOR_ROLES.includes(wish.role) && !SECOND_FACTOR_ROLES.includes(before.role);
  return isRaised && wish.subject !== null ? { ...wish, subject: null } : wish;
}

function endOf(before: User, after: User): UserChange['end'] {
  if (before.isActive && !after.isActive) return 'deactivated';
  return before.role !== after.role || !covers(after.scope, before.scope) ? 'reset' : null;
}
