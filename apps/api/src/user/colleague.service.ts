import { Injectable } from '@nestjs/common';
import type { ColleagueList } from '@posko/contracts';
import { covers, roleMay } from '@posko/domain';
import type { Person } from '@posko/domain';
import { People } from '../platform/access/people';

/** Who can be given work: from memory, since every open queue asks it. */
@Injectable()
export class ColleagueService {
  constructor(private readonly people: People) {}

  /** Active people of the desk within the own scope, and those above whose scope reaches down to it. */
  of({ scope }: Person): ColleagueList {
    const rows = this.people
      .all()
      .filter((user) => user.isActive && roleMay(user.role, 'incident.write'))
      .filter((user) => covers(scope, user.scope) || covers(user.scope, scope))
      .map(({ id, name, displayName, role, scope: theirs }) => ({ id, name, displayName, role, scope: theirs }));
    return { rows };
  }
}
