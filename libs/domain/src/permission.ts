import type { Person, Role } from './person';
import { covers } from './person';

/**
 * Who may do what, in one table: the api's guard, the socket rooms and the screens read this one. Where, follows from the
 * person's scope, for every permission alike.
 */
export const PERMISSIONS = {
  'session.own': ['administrator', 'supervisor', 'operator', 'verifier', 'commissioner', 'viewer', 'field'],
  'board.read': ['administrator', 'supervisor', 'operator', 'verifier', 'commissioner', 'viewer'],
  'tps.read': ['administrator', 'supervisor', 'operator', 'verifier', 'commissioner', 'viewer', 'field'],
  'report.create': ['supervisor', 'operator', 'field'],
  'mark.set': ['supervisor'],
  'clock.set': ['administrator', 'supervisor', 'operator'],
  'journal.read': ['administrator', 'supervisor'],
  'approval.read': ['administrator', 'supervisor', 'operator'],
  'approval.ask': ['administrator', 'supervisor', 'operator'],
  'approval.decide': ['administrator', 'supervisor'],
  /** Kind, place, severity and state of incidents, without what callers said. */
  'incident.watch': ['administrator', 'supervisor', 'operator', 'verifier', 'commissioner', 'viewer'],
  'incident.read': ['administrator', 'supervisor', 'operator', 'verifier', 'commissioner'],
  'incident.write': ['supervisor', 'operator'],
  /** Give work to others, many at once, and act on parent incidents. */
  'incident.lead': ['supervisor'],
  'call.make': ['supervisor', 'operator'],
  'contact.read': ['supervisor', 'operator'],
  'contact.import': ['administrator', 'supervisor'],
  'shift.read': ['administrator', 'supervisor', 'operator'],
  'shift.sign': ['supervisor', 'operator'],
  /** Contests, results with their lineage, totals, evidence. */
  'result.read': ['administrator', 'supervisor', 'operator', 'verifier', 'commissioner'],
  'result.enter': ['supervisor', 'operator', 'verifier', 'field'],
  /** Resolve differences, confirm, hold, explain. */
  'result.review': ['supervisor', 'verifier'],
  /** Take back or change what the public has seen. */
  'result.correct': ['supervisor'],
  /** What is on the ballots, without any result; a crew needs it to write down its own form. */
  'contest.read': ['administrator', 'supervisor', 'operator', 'verifier', 'commissioner', 'field'],
  'contest.manage': ['administrator'],
  /** Open plenaries, enter and correct D.Hasil, record objections. */
  'recap.write': ['supervisor', 'verifier'],
  /** Briefings and releases for the press, drafts among them. */
  'release.read': ['administrator', 'supervisor', 'commissioner'],
  /** Freeze a release, release or discard it: two people, by the same permission. */
  'release.make': ['commissioner'],
  'quickCount.enter': ['supervisor', 'commissioner'],
  'projector.link': ['administrator', 'supervisor', 'commissioner'],
  'publication.read': ['administrator', 'supervisor', 'verifier', 'commissioner'],
  /** Stop the public files where they are, and let them go on. */
  'publication.manage': ['supervisor', 'commissioner'],
  'figures.read': ['administrator', 'supervisor', 'commissioner'],
  'export.make': ['administrator', 'supervisor'],
  'user.read': ['administrator', 'supervisor', 'operator'],
  'user.manage': ['administrator'],
  'activation.issue': ['administrator', 'supervisor'],
  'audit.read': ['administrator', 'supervisor'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;
export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as Permission[];

/** True where the role has the permission, somewhere. */
export function roleMay(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}

/** True where the person may do this at `place`, a region or TPS code; without a place, anywhere at all. */
export function may(person: Pick<Person, 'role' | 'scope'>, permission: Permission, place?: string): boolean {
  return roleMay(person.role, permission) && (place === undefined || covers(person.scope, place));
}

/** What a role may do, for screens that show only that. */
export function permissionsOf(role: Role): Permission[] {
  return PERMISSION_NAMES.filter((permission) => roleMay(role, permission));
}
