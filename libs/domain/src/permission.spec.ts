import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { PERMISSION_NAMES, may, permissionsOf, roleMay } from './permission';
import { ROLES, Scope, Username, covers } from './person';

const scope = (code: string): Scope => Scope.parse(code);

describe('where a person may act', () => {
  it.each([
    ['35', '3578', true],
    ['35', '3578011001001', true],
    ['35', '35', true],
    ['3578', '35', false],
    ['3578', '3579', false],
    ['3578', '3578', true],
    ['3578011001001', '3578011001001', true],
    ['3578011001001', '3578011001002', false],
    ['0', '35', true],
    ['0', '0', true],
    ['35', '0', false],
  ])('a scope of %s covers %s: %s', (own, code, expected) => {
    expect(covers(own, code)).toBe(expected);
  });

  it('shrinks with the scope: what a part covers, the whole covers too', () => {
    const digits = fc.stringMatching(/^[1-9]\d{12}$/);
    const length = fc.constantFrom(2, 4, 6, 10, 13);
    fc.assert(
      fc.property(digits, digits, length, length, (own, code, a, b) => {
        const [wide, narrow] = [own.slice(0, Math.min(a, b)), own.slice(0, Math.max(a, b))];
        return !covers(narrow, code) || covers(wide, code);
      }),
    );
  });
});

describe('what a person may do', () => {
  it('needs the role and the place, both', () => {
    const operator = { role: 'operator', scope: scope('3578') } as const;
    expect(may(operator, 'incident.write', '3578011001001')).toBe(true);
    expect(may(operator, 'incident.write', '3501')).toBe(false);
    expect(may(operator, 'mark.set', '3578011001001')).toBe(false);
    expect(may(operator, 'incident.write')).toBe(true);
  });

  it('is the same table read from both sides', () => {
    for (const role of ROLES) {
      const own = permissionsOf(role);
      for (const permission of PERMISSION_NAMES) expect(own.includes(permission)).toBe(roleMay(role, permission));
    }
  });

  it('lets a crew do no more than report from its TPS, enter its form, read it, and know what is on the ballots', () => {
    const own = ['session.own', 'tps.read', 'report.create', 'result.enter', 'contest.read'];
    expect(permissionsOf('field')).toEqual(own);
  });

  it('lets whoever only watches change nothing', () => {
    const watching = permissionsOf('viewer');
    expect(watching).toEqual(['session.own', 'board.read', 'tps.read', 'incident.watch']);
  });

  it('lets only commissioners make a release, and no crew or viewer see a draft', () => {
    expect(ROLES.filter((role) => roleMay(role, 'release.make'))).toEqual(['commissioner']);
    expect(ROLES.filter((role) => roleMay(role, 'release.read'))).toEqual([
      'administrator',
      'supervisor',
      'commissioner',
    ]);
  });

  it('leaves nobody with both: making accounts and taking calls', () => {
    for (const role of ROLES) expect(roleMay(role, 'user.manage') && roleMay(role, 'incident.write')).toBe(false);
  });
});

describe('a user name', () => {
  it('is compared in lower case without blanks around it', () => {
    expect(Username.parse(' Siti.Aminah ')).toBe('siti.aminah');
    for (const bad of ['a', '-ab', 'ab-', 'a b', 'ab\u0000c', 'x'.repeat(70)]) {
      expect(Username.safeParse(bad).success).toBe(false);
    }
  });
});
