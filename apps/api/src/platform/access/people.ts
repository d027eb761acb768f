import { Injectable } from '@nestjs/common';
import { isKind } from '@posko/domain';
import type { JournalEntry, User } from '@posko/domain';
import type { Projection } from '../journal/journal-follower';
import { JournalRepository } from '../journal/journal.repository';
import { UsersRepository } from './users.repository';

/** All accounts in memory, also deactivated ones: for names, and for whom work may be given to. */
@Injectable()
export class People implements Projection {
  private byIdMap = new Map<string, User>();
  private byNameMap = new Map<string, User>();

  constructor(
    private readonly journal: JournalRepository,
    private readonly users: UsersRepository,
  ) {}

  /** The table may be newer than the seq read before it; taking an entry twice changes nothing. */
  async load(): Promise<number> {
    const { seq } = await this.journal.head();
    const users = await this.users.all();
    this.byIdMap = new Map(users.map((user) => [user.id, user]));
    this.byNameMap = new Map(users.map((user) => [user.name, user]));
    return seq;
  }

  apply(entries: readonly JournalEntry[]): void {
    for (const entry of entries)
      if (isKind(entry, 'user.created.v1') || isKind(entry, 'user.changed.v1')) this.take(entry.body.user);
  }

  byId(id: string): User | undefined {
    return this.byIdMap.get(id);
  }

  byName(name: string): User | undefined {
    return this.byNameMap.get(name);
  }

  /** In the order of their names. */
  all(): User[] {
    return [...this.byIdMap.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  private take(user: User): void {
    const before = this.byIdMap.get(user.id);
    if (before !== undefined) this.byNameMap.delete(before.name);
    this.byIdMap.set(user.id, user);
    this.byNameMap.set(user.name, user);
  }
}
