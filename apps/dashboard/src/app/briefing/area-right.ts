import { inject } from '@angular/core';
import { covers } from '@posko/domain';
import type { Contest, Permission } from '@posko/domain';
import { BoardStore } from '../shell/board-store';
import { SessionStore } from '../shell/session-store';

/**
 * `private readonly mayOver = injectMayOver();`: true where this person may do it over all of a contest's area, as far as the register
 * has it. A briefing speaks for the whole contest, so a part of it is not enough.
 */
export function injectMayOver(): (permission: Permission, contest: Pick<Contest, 'regions'> | null) => boolean {
  const session = inject(SessionStore);
  const { tree } = inject(BoardStore);
  return (permission, contest) => {
    const root = tree()?.codes[0];
    const placeOf = (region: string): string => (root !== undefined && covers(region, root) ? root : region);
    return contest?.regions.every((region) => session.may(permission, placeOf(region))) ?? false;
  };
}
