import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { UserImportAnswer, UserImportCommand } from '@posko/contracts';
import { may } from '@posko/domain';
import type { Actor, Person, User } from '@posko/domain';
import { UsersRepository } from '../platform/access/users.repository';
import { ClockService } from '../platform/clock/clock.service';
import type { Asker } from '../platform/four-eyes/four-eyes';
import { requestHash } from '../platform/journal/chain';
import type { NewEntry } from '../platform/journal/journal-types';
import { JournalWriter } from '../platform/journal/journal-writer';
import { newInvitation } from './invitation';
import type { NewInvitation } from './invitation';
import { readUserCsv } from './user-csv';
import type { UserIssue, UserLine } from './user-csv';
import { UserWriter } from './user-writer';
import { UserRepository } from './user.repository';
import type { Transaction } from './user.repository';

/** Issues named singly. */
const ISSUE_LIMIT = 1000;

interface Invited {
  readonly user: User;
  readonly invitation: NewInvitation;
}

interface Plan {
  readonly invited: readonly Invited[];
  readonly unchanged: number;
  readonly issues: readonly UserIssue[];
}

export interface AnsweredImport {
  readonly answer: UserImportAnswer;
  /** Nothing was made by this request: a repeat, a trial, or a list that was refused or brings nobody new. */
  readonly isRepeat: boolean;
}

/** The list is refused, or everyone on it is there. */
class NothingToDo extends Error {}

/** Accounts from a list: all of them or none. Who is there already just as the list says is passed over. */
@Injectable()
export class UserImportService {
  constructor(
    private readonly repository: UserRepository,
    private readonly users: UsersRepository,
    private readonly writer: UserWriter,
    private readonly journal: JournalWriter,
    private readonly clock: ClockService,
  ) {}

  async import(command: UserImportCommand, asker: Asker): Promise<AnsweredImport> {
    const { lines, issues } = readUserCsv(command.csv);
    const found = [...issues, ...(await this.outOfReach(lines, asker.person))];
    if (command.isTrial) return { answer: answerOf(await this.plan(lines, found), false), isRepeat: true };
    let plan: Plan = { invited: [], unchanged: lines.length, issues: [] };
    try {
      const { isRepeat } = await this.journal.transactAll(
        { id: command.id, requestHash: requestHash('importUsers', '', command) },
        async (manager) => {
          plan = await this.plan(lines, found, manager);
          return this.carryOut(manager, plan, asker.actor);
        },
      );
      return { answer: answerOf(plan, true), isRepeat };
    } catch (error) {
      if (error instanceof NothingToDo) return { answer: answerOf(plan, false), isRepeat: true };
      throw error;
    }
  }

  private async carryOut(manager: Transaction, plan: Plan, actor: Actor): Promise<[NewEntry, ...NewEntry[]]> {
    const users = plan.issues.length === 0 ? plan.invited.map(({ user }) => user) : [];
    const [first, ...others] = await this.writer.create(manager, users, actor);
    if (first === undefined) throw new NothingToDo();
    await this.writer.invite(manager, plan.invited);
    return [first, ...others];
  }

  /** Lines that this person may not carry out: places beyond the own scope or unknown, and administrators. */
  private async outOfReach(lines: readonly UserLine[], person: Person): Promise<UserIssue[]> {
    const known = await this.repository.knownRegions(lines.map(({ region }) => region));
    return lines.flatMap(({ line, region, role }) => {
      const issues: UserIssue[] = [];
      if (!may(person, 'user.manage', region)) {
        issues.push({ line, column: 'region', message: `${region} lies outside your own scope` });
      } else if (!known.has(region)) {
        issues.push({ line, column: 'region', message: `the register has no region ${region}` });
      }
      if (role === 'administrator') {
        const message = 'administrators are made singly: someone else has to approve each';
        issues.push({ line, column: 'role', message });
      }
      return issues;
    });
  }

  private async plan(lines: readonly UserLine[], issues: readonly UserIssue[], manager?: Transaction): Promise<Plan> {
    const present = new Map((await this.users.all(manager)).map((user) => [user.name, user]));
    const invited: Invited[] = [];
    const taken: UserIssue[] = [];
    for (const { line, username: name, displayName, role, region: scope } of lines) {
      const user = present.get(name);
      if (user === undefined) {
        const fresh = { id: randomUUID(), name, displayName, role, scope, isActive: true, subject: null };
        invited.push({ user: fresh, invitation: newInvitation(this.clock.realNow()) });
      } else if (!user.isActive || user.displayName !== displayName || user.role !== role || user.scope !== scope) {
        const message = `${name} is there already, with another name, role or region, or deactivated`;
        taken.push({ line, column: 'username', message });
      }
    }
    return { invited, unchanged: lines.length - invited.length - taken.length, issues: [...issues, ...taken] };
  }
}

/** What a list comes to. Links are told only of accounts that have come to be; a trial makes none. */
function answerOf({ invited, unchanged, issues }: Plan, isDone: boolean): UserImportAnswer {
  const created = invited.map(({ user, invitation }) => ({ username: user.name, path: isDone ? invitation.path : '' }));
  if (issues.length === 0) return { created, unchanged, issues: [] };
  return { created: [], unchanged, issues: [...issues].sort((a, b) => a.line - b.line).slice(0, ISSUE_LIMIT) };
}
