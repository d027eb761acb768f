import type { Permission, Person } from '@posko/domain';
import { may } from '@posko/domain';
import { ApiError } from '../http/api-error';

/** Refuses whoever may not do this there. For places that only the content tells; the guard does the rest. */
export function requirePermission(
  person: Pick<Person, 'role' | 'scope'>,
  permission: Permission,
  place?: string,
): void {
  if (!may(person, permission, place)) throw new ApiError('forbidden', place === undefined ? {} : { place });
}
