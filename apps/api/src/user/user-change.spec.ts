import { describe, expect, it } from '@jest/globals';
import { Scope } from '@posko/domain';
import type { User } from '@posko/domain';
import { nextCommandId } from '@posko/testing';
import { afterReset, beginning, changeOf, granted } from './user-change';

const PROVINSI = Scope.parse('35');
const SURABAYA = Scope.parse('3578');
const KEC = Scope.parse('357801');

function person(changes: Partial<User> = {}): User {
  const id = nextCommandId();
  const user = { id, name: 'siti', displayName: 'Siti', role: 'operator', scope: SURABAYA, isActive: true } as const;
  return { ...user, subject: null, ...changes };
}

describe('an account asked to be', () => {
  it('an administrator waits as one who looks on', () => {
    const wish = { role: 'administrator', scope: PROVINSI } as const;
    expect(beginning(wish)).toEqual({ role: 'viewer', grant: wish });
    expect(beginning({ ...wish, role: 'supervisor' })).toEqual({ role: 'supervisor', grant: null });
  });

  it('an administrator later stays what it is, the rest of the change counts at once', () => {
    const user = person();
    const change = changeOf(user, { displayName: 'Siti A.', role: 'administrator', region: PROVINSI as never });
    expect(change.user).toEqual({ ...user, displayName: 'Siti A.' });
    expect(change).toMatchObject({
      changed: ['displayName'],
      grant: { role: 'administrator', scope: '35' },
      end: null,
    });
  });

  it('an administrator over more keeps what it has meanwhile; over less needs nobody', () => {
    const user = person({ role: 'administrator' });
    expect(changeOf(user, { region: PROVINSI as never })).toMatchObject({ user, grant: { scope: '35' }, end: null });
    expect(changeOf(user, { region: KEC as never })).toMatchObject({ user: { scope: KEC }, grant: null, end: 'reset' });
  });

  it('active again, having been an administrator, waits as one who looks on', () => {
    const user = person({ role: 'administrator', isActive: false });
    expect(changeOf(user, { isActive: true })).toMatchObject({
      user: { isActive: true, role: 'viewer' },
      changed: ['role', 'isActive'],
      grant: { role: 'administrator', scope: '3578' },
    });
    expect(changeOf(person({ isActive: false }), { isActive: true })).toMatchObject({ grant: null, end: null });
  });

  it('an administrator but not active is none, so there is nothing to agree to yet', () => {
    const change = changeOf(person(), { role: 'administrator', isActive: false });
    expect(change).toMatchObject({ user: { role: 'administrator', isActive: false }, grant: null });
    expect(changeOf(change.user, { isActive: true }).grant).not.toBeNull();
  });
});

describe('sessions', () => {
  it.each([
    ['name', { displayName: 'X' }, null],
    ['wider scope', { region: PROVINSI as never }, null],
    ['narrower scope', { region: KEC as never }, 'reset'],
    ['other scope', { region: '3501' as never }, 'reset'],
    ['other role', { role: 'viewer' as const }, 'reset'],
    ['deactivated', { isActive: false, role: 'viewer' as const }, 'deactivated'],
    ['nothing new', { role: 'operator' as const, isActive: true }, null],
  ])('end where rights shrink or change: %s', (_name, patch, end) => {
    expect(changeOf(person(), patch).end).toBe(end);
  });

  it('of someone who becomes an administrator end: the new role has a second factor', () => {
    const change = granted(person(), { role: 'administrator', scope: PROVINSI });
    expect(change).toMatchObject({ user: { role: 'administrator', scope: '35' }, end: 'reset' });
  });
});

describe('secrets that someone else may know', () => {
  it('cost an administrator the role until a third person agrees, and others nothing', () => {
    expect(afterReset(person({ role: 'administrator' }))).toMatchObject({
      user: { role: 'viewer' },
      grant: { role: 'administrator', scope: '3578' },
    });
    expect(afterReset(person({ role: 'supervisor' }))).toMatchObject({ changed: [], grant: null });
    expect(afterReset(person({ role: 'administrator', isActive: false }))).toMatchObject({ changed: [], grant: null });
  });

  it('an account found at the identity provider by its name is not taken along into a role with a second factor', () => {
    const subject = { issuer: 'https://login.example.go.id', sub: '1' };
    expect(changeOf(person({ subject }), { role: 'supervisor' }).user.subject).toBeNull();
    expect(changeOf(person({ subject }), { role: 'verifier' }).user.subject).toEqual(subject);
    expect(changeOf(person({ subject, role: 'supervisor' }), { region: KEC as never }).user.subject).toEqual(subject);
    expect(granted(person({ subject }), { role: 'administrator', scope: KEC }).changed).toContain('subject');
  });
});
